"""Ids of pages and media (no I/O): how DokuWiki cleans them, and what a link in a page means.

https://www.dokuwiki.org/pagename and https://www.dokuwiki.org/namespaces
"""

import re
from collections.abc import Callable, Iterator
from unicodedata import category, normalize

START = "start"
"""The name of the page that a namespace begins with."""
INDEXES = ("index", "readme")
"""The names of files that a folder of Markdown begins with."""

_FOLDED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ł": "l", "đ": "d"}


def clean(words: str) -> str:
    """Words as an id: `Größe (2)` becomes `groesse_2`."""
    folded = "".join(_FOLDED.get(one, one) for one in normalize("NFC", words.strip().lower()))
    plain = "".join(one for one in normalize("NFKD", folded) if category(one) != "Mn")
    plain = re.sub(r"[^\w:.-]+", "_", normalize("NFC", plain).replace(";", ":"))
    parts = (re.sub(r"_+", "_", part).strip("_.-") for part in plain.split(":"))
    return ":".join(filter(None, parts))


def resolved(link: str, page: str) -> str:
    """The id that a link in a page means; with a colon at its end if it names a namespace."""
    words = link.strip()
    namespace = page.rpartition(":")[0].split(":") if ":" in page else []
    if words.startswith("~"):
        namespace, words = page.split(":"), words[1:].lstrip(":")
    elif words.startswith("."):
        while found := re.match(r"\.\.?(?::|(?=[^.:]))|\.\.?$", words):
            namespace = namespace[:-1] if found[0].startswith("..") else namespace
            words = words[found.end() :]
    elif ":" in words:
        namespace = []
    end = ":" if not words or words.endswith(":") else ""
    return ":".join(filter(None, (*namespace, clean(words)))) + end


def candidates(target: str) -> Iterator[str]:
    """The ids of the pages that an id may mean: of a namespace, its start page, that of its name, or one beside it."""
    name = target.rstrip(":")
    if not target.endswith(":") and name:
        yield name
    if target.endswith(":") or not name:
        yield f"{name}:{START}".lstrip(":")
        yield f"{name}:{name.rpartition(':')[2]}"
        yield name
    else:
        yield f"{name}:{START}"


def found(link: str, page: str, known: Callable[[str], bool]) -> str:
    """The id of the page that a link leads to; "" if there is none."""
    targets = [resolved(link, page)]
    if "/" in link:  # an option lets people write a slash for a colon
        targets.append(resolved(link.replace("/", ":"), page))
    return next((one for target in targets for one in candidates(target) if known(one)), "")


def file_of(page: str) -> str:
    """The file of a page in the staged folder, another one for each: the start page of a namespace is its index.

    A page whose own name is that of an index gets an underscore, with which no id ends.
    """
    namespace, _, name = page.rpartition(":")
    folder = namespace.replace(":", "/")
    own = "index" if name == START else f"{name}_" if name in INDEXES else name
    return f"{folder}/{own}.md".lstrip("/")
