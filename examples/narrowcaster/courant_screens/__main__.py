"""Runs screens: `python -m courant_screens`."""

from courant_kit import run, setup

settings = setup("screens", "courant_screens")
from courant_screens.service import module  # noqa: E402 - Django is set up first

run(module, settings)
