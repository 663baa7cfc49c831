"""Lets `python -m courant_cli` do what the `courant` command does."""

from courant_cli.main import courant

courant(prog_name="courant")
