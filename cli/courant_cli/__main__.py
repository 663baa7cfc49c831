"""Makes `python -m courant_cli` run the `courant` command."""

from courant_cli.main import courant

courant(prog_name="courant")
