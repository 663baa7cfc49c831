"""Runs the search's service: `python -m courant_search`."""

from courant_kit.process.django_settings import setup
from courant_kit.process.lean import start_lean


def main() -> None:
    """Set up Django, then join the router and answer calls until stopped."""
    start_lean()
    settings = setup("search", "courant_search", durable=False)  # all of it comes again from the modules
    from courant_kit.process.run import run

    from courant_search.service import module

    run(module, settings)


if __name__ == "__main__":
    main()
