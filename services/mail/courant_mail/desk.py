"""The one row with the state of the service."""

from courant_mail.models import Desk

ROW = 1


def desk() -> Desk:
    """The row; it is made when it is first asked for."""
    return Desk.objects.get_or_create(pk=ROW)[0]


def secret() -> str:
    """The secret of the links."""
    return desk().secret


def store(**fields: object) -> None:
    """Change fields of the row."""
    desk()
    Desk.objects.filter(pk=ROW).update(**fields)
