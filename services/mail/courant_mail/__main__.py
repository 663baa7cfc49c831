"""Runs the mail's service: `python -m courant_mail`."""

from courant_kit.process.django_settings import setup
from courant_kit.process.lean import start_lean


def main() -> None:
    """Set up Django, then join the router and answer calls until stopped."""
    start_lean()
    settings = setup("mail", "courant_mail")
    from courant_kit.process.run import run

    from courant_mail.service import module

    run(module, settings)


if __name__ == "__main__":
    main()
