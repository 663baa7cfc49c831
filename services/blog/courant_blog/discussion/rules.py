"""The rules that decide whether a comment appears at once, waits for an editor, or is rejected (no I/O)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from unicodedata import normalize

from courant_kit.words import gettext as _
from courant_kit.words import in_the_sites_language, ngettext

WINDOW = timedelta(minutes=10)
"""The time in which `per_person` and `per_address` count comments."""

MOST_ANSWERS = 500
"""How many comments a thread has at most: a page shows whole threads."""

DEEPEST = 3
"""How many levels of answers are set in; deeper ones stand at the last of them."""

_LINK = re.compile(r'<a href="(?:[a-z]+:)?//', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What editors decided: which comments wait for them, and when nobody may comment.

    `hold_first` holds the first comment of a member, `hold_guests` every comment of a guest, `most_links` those with
    more links to other sites (None: never), and `words` those with one of these words or phrases, one a line.
    `closes_after` is the number of days after publication during which people may comment (0: always), `per_person`
    and `per_address` how many comments one may write in ten minutes (0: any number).
    """

    hold_first: bool = False
    hold_guests: bool = True
    most_links: int | None = None
    words: str = ""
    closes_after: int = 0
    per_person: int = 0
    per_address: int = 5

    def reason(self, text: str, html: str, *, guest: bool, known: bool) -> str:
        """Why a comment waits for an editor, in words; "" if it does not. `known`: they have a public comment.

        The words are stored for the editors, so they are in the site's language.
        """
        with in_the_sites_language():
            return self._reason(text, html, guest=guest, known=known)

    def _reason(self, text: str, html: str, *, guest: bool, known: bool) -> str:
        if guest and self.hold_guests:
            return _("The comments of guests wait.")
        if self.hold_first and not known:
            return _("It is their first comment.")
        if self.most_links is not None and (links := len(_LINK.findall(html))) > self.most_links:
            return ngettext("It has {count} link.", "It has {count} links.", links).format(count=links)
        found = _pattern(self.words).search(plain(text)) if self.words.strip() else None
        return _("It has the word “{word}”.").format(word=found[0][:100]) if found else ""

    def closed(self, published: datetime | None, now: datetime) -> bool:
        """Whether nobody may comment any more on a post of this moment."""
        return bool(self.closes_after and published and now - published > timedelta(days=self.closes_after))


def plain(text: str) -> str:
    """A text in the form in which words are found: no difference of case or width, no Markdown around or in words."""
    return re.sub(r"[*_`~\\\u00ad\u200b-\u200d\ufeff]", "", normalize("NFKC", text)).casefold()


@lru_cache(maxsize=8)
def _pattern(words: str) -> re.Pattern[str]:
    lines = [plain(line.strip()) for line in words.splitlines()]
    found = "|".join(re.escape(line) for line in lines if line)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)" if found else r"(?!)")
