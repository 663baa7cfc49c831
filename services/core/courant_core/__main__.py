"""Runs core: `python -m courant_core`."""

from courant_kit.project import setup


def main() -> None:
    """Run core until it is told to stop."""
    settings = setup("core", "courant_core")
    from courant_kit.run import run

    from courant_core.service import module

    run(module, settings)


if __name__ == "__main__":
    main()
