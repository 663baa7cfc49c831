"""The search's contract: its page, its call, and the fragments that say that something changed."""

from courant_kit.live.audience import Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire.contract import Procedure, page

from courant_search.payloads import Ask, AskTyping, Results

SINCE = "0.1"
"""The release that has every entry of this contract which names no other."""


def _noticed_by(key: str) -> Audience:
    return Audience(key.rpartition("-")[0])


LIST_RESULTS = Procedure(
    "courant.search.result.list", AskTyping, Results,
    doc="The documents that match a query, of those that the caller may read.",
)  # fmt: skip
PAGE_RESULTS = page("courant.search.page.results", Ask, doc="The search's page, with the results of a query.")

INDEX = Fragment(
    "search.index", key=str, audience=_noticed_by, memory=True,
    doc="What an audience may find; each new version makes windows ask again.",
)  # fmt: skip
