"""The Django app with web's tables and templates."""

from django.apps import AppConfig
from django.core.signals import request_finished
from django.db import connections
from django.db.models.signals import pre_delete


class WebConfig(AppConfig):
    """Its tables are named `web_…`."""

    name = "courant_web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Close a request's database connections when it ends, since its synchronous views run in a separate thread.

        And withdraw the grant of each session that is deleted, however that happens.
        """
        from django.contrib.sessions.models import Session

        from courant_web.accounts.grants import withdraw_deleted

        request_finished.connect(_close_connections, dispatch_uid="courant_web.close")
        pre_delete.connect(withdraw_deleted, sender=Session, dispatch_uid="courant_web.withdraw")


def _close_connections(**_: object) -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
