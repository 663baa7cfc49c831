"""Which older revisions of the articles in a dump are wanted (no I/O): the newest ones of each, up to a number."""

from heapq import heappush, heappushpop

from courant_cli.imports.sources.mediawiki.dump import Older, WikiText


class Recent:
    """Sees every older revision of a dump once, page after page, and remembers little of them.

    `most` is how many of a page are wanted, 0 for none. Only wikitext is: other texts have no meaning here.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._title, self._moments = "", list[str]()
        self._since: dict[str, str] = {}

    def see(self, one: Older) -> None:
        """Note a revision."""
        if one.title != self._title:
            self._title, self._moments = one.title, []
        if not _is_text(one):
            return
        if len(self._moments) < self._most:
            heappush(self._moments, one.state.moment)
        else:
            heappushpop(self._moments, one.state.moment)
            self._since[one.title] = self._moments[0]

    def wants(self, one: Older) -> bool:
        """Whether a revision is one of the newest of its page."""
        return _is_text(one) and one.state.moment >= self._since.get(one.title, "")

    def left(self, page: WikiText) -> int:
        """How many older revisions of a page are left out: all, those beyond the number, those that have no text."""
        kept = min(self._most, page.revisions - page.hidden)
        return page.revisions - kept


def _is_text(one: Older) -> bool:
    return one.state.model == "wikitext" and bool(one.text.strip())
