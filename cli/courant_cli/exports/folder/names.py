"""The names of files in an export (no I/O): they follow addresses, and are short enough for every file system."""

import hashlib
from typing import Any

LONGEST = 180
"""The bytes of one part of a name; file systems allow 255, and endings follow."""


def post_file(post: dict[str, Any]) -> str:
    """The file of a post: by its address, or by slug and id if it is a draft."""
    if post["address"]:
        return filed(f"blog/{post['path']}") + ".md"
    return filed(f"blog/drafts/{post['slug']}-{_digest(post['entry_id'])}") + ".md"


def page_file(page: dict[str, Any]) -> str:
    """The file of a wiki page."""
    return filed(f"wiki/{page['path']}") + ".md"


def beside(file: str, what: str) -> str:
    """The file of what belongs to a text: `comments`, `threads`."""
    return f"{file.removesuffix('.md')}.{what}.json"


def filed(path: str) -> str:
    """A path whose parts are names that file systems accept; one that is too long ends in a hash of it."""
    return "/".join(map(_part, path.split("/")))


def _part(name: str) -> str:
    name = name.replace("\\", "-").replace("\0", "")
    if name in {"", ".", ".."}:
        return "-"
    if len(name.encode()) <= LONGEST:
        return name
    return f"{name.encode()[: LONGEST - 9].decode(errors='ignore')}-{_digest(name)}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
