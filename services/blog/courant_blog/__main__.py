"""Runs the blog's service: `python -m courant_blog`."""

from courant_kit.process.django_settings import setup
from courant_kit.process.lean import start_lean


def main() -> None:
    """Set up Django, then join the router and answer calls until stopped."""
    start_lean()
    settings = setup("blog", "courant_blog")
    from courant_kit.process.run import run

    from courant_blog.service import module

    run(module, settings)


if __name__ == "__main__":
    main()
