"""The languages of files (no I/O): `post.nl.md` beside `post.md` is its translation, as Nikola and Hugo have it."""

from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

TEXTS = frozenset({".md", ".markdown", ".html", ".htm", ".rst"})


def translated(files: Iterable[str]) -> frozenset[str]:
    """The files whose names end in the code of a language, and that are translations of others among them."""
    groups: dict[tuple[str, str], set[str]] = {}
    found: dict[str, tuple[str, str]] = {}
    for file in files:
        path = PurePosixPath(file)
        if path.suffix.lower() not in TEXTS:
            continue
        name, dot, code = path.stem.rpartition(".")
        known = bool(dot and name) and code.lower().replace("_", "-") in codes()
        key = str(path.parent), name if known else path.stem
        groups.setdefault(key, set()).add(file)
        if known:
            found[file] = key
    return frozenset(file for file, key in found.items() if len(groups[key]) > 1)


@cache
def codes() -> frozenset[str]:
    """The codes of languages that software is translated into, such as `nl` and `pt-br`."""
    from django.conf.locale import LANG_INFO

    return frozenset(LANG_INFO)
