"""The text of a page that several people write at once: its name, and what a save has to do with it."""

from collections.abc import Iterable

from courant_kit.coediting import keeping
from courant_kit.coediting.keeping import Unsaved
from courant_kit.merging import texts

from courant_wiki.models import WikiPage


def name(page: WikiPage) -> str:
    """The name of the page's shared text."""
    return f"page-{page.pk}"


def among(pages: Iterable[WikiPage]) -> set[int]:
    """The ids of those pages that people have ever written together."""
    by_name = {name(page): page.pk for page in pages}
    return {by_name[one] for one in keeping.among(by_name)}


def words(page: WikiPage) -> str | None:
    """The page's shared text as it is now, if people have ever written it together."""
    return keeping.words(name(page))


def unsaved(page: WikiPage) -> Unsaved | None:
    """What people have typed since the newest revision, if anything but white space at the end."""
    typed = keeping.unsaved(name(page))
    return typed if typed and typed.text.rstrip() != page.revision.text else None


def joined(base: str, text: str, typed: str) -> str:
    """`text`, edited from `base`, with what people typed meanwhile; where both changed a line, the words of both."""
    return texts.both(base, text, typed)[0].rstrip()


def follow(page: WikiPage, text: str, author: str) -> None:
    """Put the page's newest text into its shared one."""
    keeping.put(name(page), text, author)
