"""Run the wiki: `python -m courant_wiki`."""

from courant_kit.project import setup

settings = setup("wiki", "courant_wiki")

from courant_kit.run import run  # noqa: E402 - models need Django's settings first

from courant_wiki.service import module  # noqa: E402 - the same

if __name__ == "__main__":
    run(module, settings)
