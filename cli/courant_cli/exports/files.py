"""A file that is complete under its name or not there at all; one that is the same stays untouched."""

import os
from pathlib import Path


def put(root: Path, name: str, content: bytes) -> bool:
    """Write a file of a folder, and return whether that changed anything."""
    file = root / name
    if file.is_file() and not file.is_symlink() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{os.urandom(6).hex()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return True
