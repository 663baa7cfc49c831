"""The text of a page that several people write at once: its name, and what a save has to do with it."""

from courant_kit.coediting import keeping
from courant_kit.coediting.keeping import Unsaved
from courant_kit.merging import texts

from courant_wiki.models import WikiPage


def name(page: WikiPage) -> str:
    """The name of the page's shared text."""
    return f"page-{page.pk}"


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


def credited(authors: list[str]) -> str:
    """The summary of a revision that several people wrote: its author is the last of them."""
    others = authors[:-1]
    if not others:
        return ""
    return f"With {', '.join(others[:-1])} and {others[-1]}"[:200] if others[1:] else f"With {others[0]}"
