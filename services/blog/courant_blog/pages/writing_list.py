"""The list of posts for writers, whose filters are in its address and whose actions are a form around it."""

from urllib.parse import urlencode

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.fragment import wrap
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from courant_kit.words import marked
from msgspec.structs import asdict, replace

from courant_blog import contract
from courant_blog.module import module
from courant_blog.publishing_payloads import WritingPage
from courant_blog.reading import writings
from courant_blog.render import planned_words
from courant_blog.states import NAMES

PATH = "/blog/writing/"


@module.handles(contract.PAGE_WRITING)
def writing_page(caller: Caller, request: WritingPage) -> Page:
    """The posts that fit the filters, last changed first, with the number of posts in each state."""
    found = writings.find(request)
    states = [
        (_(name), address(replace(request, state=state, page=1)), found.counts[state], state == request.state)
        for state, name in {"": marked("All"), **NAMES}.items()
    ]
    html = draw(
        "blog/writing.html", ask=request, states=states, authors=writings.authors(), tags=writings.tags(),
        rows=[(post, planned_words(post)) for post in found.posts], sign=_sign(),
        newer=address(replace(request, page=request.page - 1)) if request.page > 1 else "",
        older=address(replace(request, page=request.page + 1)) if found.more else "",
        filtered=bool(request.author or request.tag or request.q),
        waiting=module.embed(contract.WAITING(), tag="span", attributes='class="meta"'),
    )  # fmt: skip
    return Page(title=_("Writing"), html=html, noindex=True, styles=["writing.css"])


def address(ask: WritingPage) -> str:
    """The address of the list with these filters."""
    fields = {name: value for name, value in asdict(ask).items() if value and (name, value) != ("page", 1)}
    return f"{PATH}?{urlencode(fields)}" if fields else PATH


def _sign() -> str:
    """The fragment without content that changes with the list: a window then loads the page again."""
    found = contract.WRITING()
    return wrap(found, module.renderings.version(found), "", tag="span", attributes="hidden")
