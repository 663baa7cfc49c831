"""The path of the unix socket at which the services of this machine join the router."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from courant_kit.process.environment import LONGEST_SOCKET

from courant_cli.installation import Trouble

NAME = "router.socket"


def path_for(run: Path) -> Path:
    """The socket in this directory, or in a short one of ours if its path would not do; raises Trouble.

    Crossbar replaces a `$` in the path by a variable, and a URL ends at `?` and `#`.
    """
    usual = run / NAME
    if len(os.fsencode(usual)) <= LONGEST_SOCKET and not set(str(usual)) & set("$?#"):
        return usual
    return _private(_runtime() / f"courant-{sha256(os.fsencode(run)).hexdigest()[:12]}") / NAME


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
