"""The paths of the Unix sockets on which the processes of this machine meet."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from courant_kit.process.environment import LONGEST_SOCKET

from courant_cli.installation import Trouble

SERVICES = "router.socket"
"""Where services join the router."""
HANDOVER = "handover.socket"
"""Where web hands connections over to the router."""


def path_for(run: Path, name: str) -> Path:
    """The socket of this name in this directory, or in a short one of ours if its path would not do; raises Trouble.

    Crossbar replaces a `$` in the path by a variable, and a URL ends at `?` and `#`.
    """
    usual = run / name
    if len(os.fsencode(usual)) <= LONGEST_SOCKET and not set(str(usual)) & set("$?#"):
        return usual
    return _private(_runtime() / f"courant-{sha256(os.fsencode(run)).hexdigest()[:12]}") / name


def _runtime() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR") or gettempdir())


def _private(folder: Path) -> Path:
    """The folder, which only this user can enter; raises Trouble if somebody else has made it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Trouble(
            f"{folder} must be a directory that only you can enter: remove it, or choose a shorter COURANT_DATA."
        )
    return folder
