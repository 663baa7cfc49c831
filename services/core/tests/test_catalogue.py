"""The administrators' API browser: what it shows of each module, also of one that means no good."""

from typing import Any

import pytest
from courant_core import contract
from courant_core.catalogue import asking
from courant_core.catalogue.described import MOST_FIELDS, described
from courant_kit.calls.errors import Invalid
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished
from courant_kit.wire.fields import DEEPEST
from courant_kit.wire.page import Page
from twisted.internet.defer import Deferred, ensureDeferred

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)

SHOW = "courant.guestbook.contract.show"
SIGN = {
    "doc": "Signs the book.", "since": "1.2", "who": ["admin", "visitor"], "writes": True,
    "request": {"$ref": "#/$defs/Entry"}, "result": {"type": "null"},
}  # fmt: skip
ENTRY = {
    "type": "object", "required": ["text"], "description": "An entry.",
    "properties": {"text": {"type": "string", "maxLength": 80}, "by": {"$ref": "#/$defs/Person"}},
}  # fmt: skip
CONTRACT: dict[str, Any] = {
    "procedures": {"courant.guestbook.entry.add": SIGN},
    "topics": {"courant.guestbook.entry.added": {"who": ["backend"], "payload": {"$ref": "#/$defs/Entry"}}},
    "fragments": {"guestbook.all": {"topic": "courant.guestbook.live.all", "who": ["admin"], "payload": {}}},
    "$defs": {"Entry": ENTRY, "Person": {"type": "object", "properties": {"name": {"type": "string"}}}},
}


@pytest.fixture
def core() -> StagedCore:
    core = StagedCore()
    core.arrive("guestbook", 20)
    return core


def shown(core: StagedCore, answer: Any) -> str:
    """The page of a module that answers this."""
    core.answers(SHOW, lambda: answer)
    return core.page(contract.PAGE_API_MODULE, "admin", name="guestbook").html


def test_calls_have_their_fields_in_words(core: StagedCore) -> None:
    html = shown(core, {"contract": CONTRACT})
    for words in (
        "courant.guestbook.entry.add", "Signs the book.", "May call: admin, visitor.", "Since 1.2.",
        "required, at most 80 characters", '<a href="#struct-Person">Person</a>', "It answers with nothing.",
    ):  # fmt: skip
        assert words in html
    assert 'data-try="courant.guestbook.entry.add" data-writes' in html


def test_only_what_administrators_may_use_can_be_tried(core: StagedCore) -> None:
    html = shown(core, {"contract": CONTRACT})
    assert 'data-tail="courant.guestbook.live.all"' in html
    assert 'data-tail="courant.guestbook.entry.added"' not in html
    assert "May subscribe: backend." in html


def test_what_is_deprecated_says_so(core: StagedCore) -> None:
    old = {"procedures": {"courant.guestbook.entry.add": {**SIGN, "deprecated": "use entry.sign"}}}
    html = shown(core, {"contract": old})
    assert "Deprecated: use entry.sign." in html
    assert '<span class="badge" data-tone="warn">Deprecated</span>' in html


def test_a_module_without_a_contract_is_listed_with_its_addresses(core: StagedCore) -> None:
    html = core.page(contract.PAGE_API_MODULE, "admin", name="guestbook").html
    assert "does not answer courant.guestbook.contract.show" in html
    assert "courant.guestbook.page.all" in html


def test_a_module_that_is_away_says_so(core: StagedCore) -> None:
    core.end(20)
    assert "It is away now" in core.page(contract.PAGE_API_MODULE, "admin", name="guestbook").html


def test_a_module_that_never_answers_is_given_up(core: StagedCore) -> None:
    never: Deferred[Any] = Deferred()

    async def silent(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> Any:
        return await never

    core.session.procedures[SHOW] = silent
    core.session.who = Disclosed(7, "admin#1", "admin")
    answer = ensureDeferred(core.session.call(contract.PAGE_API_MODULE.uri, name="guestbook"))
    core.clock.advance(asking.PATIENCE)
    assert "did not describe its contract in time" in finished(answer)["html"]


@pytest.mark.parametrize(
    "answer",
    [
        None, [], "words", {"contract": 5}, {"contract": {"procedures": ["a"]}}, {"contract": {"$defs": {"A": 5}}},
        {"contract": {"procedures": {"courant.guestbook.a.b": {"request": {"properties": 5}}}}},
        {"contract": {"procedures": {"courant.guestbook.a.b": {"doc": "x" * 1001}}}},
    ],
)  # fmt: skip
def test_garbage_is_no_contract(core: StagedCore, answer: Any) -> None:
    assert "is not understood" in shown(core, answer)


def test_a_description_is_bounded() -> None:
    nested: dict[str, Any] = {}
    for _ in range(DEEPEST + 1):
        nested = {"anyOf": [nested]}
    many = {str(number): {} for number in range(MOST_FIELDS + 1)}
    for struct in (nested, {"properties": many}, {"description": "x" * 400_000}):
        with pytest.raises(Invalid, match="too large"):
            described("guestbook", {"contract": {"$defs": {"A": struct}}})


def test_another_modules_names_are_left_out(core: StagedCore) -> None:
    others = {
        "procedures": {"courant.blog.post.save": SIGN, "courant.site.module.announce": SIGN},
        "topics": {"courant.blog.post.added": {}},
        "fragments": {"guestbook.all": {"topic": "courant.blog.live.all"}},
    }
    html = shown(core, {"contract": others})
    assert "courant.blog" not in html
    assert "courant.site" not in html


def test_a_modules_words_are_no_html(core: StagedCore) -> None:
    bold = "<b>bold</b>"
    entry = {
        "doc": bold,
        "since": bold,
        "who": [bold],
        "request": {"properties": {bold: {"type": bold, "enum": [bold]}}},
    }
    html = shown(core, {"contract": {"procedures": {f"courant.guestbook.{bold}": entry}, "$defs": {bold: {}}}})
    assert bold not in html
    assert "&lt;b&gt;bold" in html


def test_it_lists_the_modules_live(core: StagedCore) -> None:
    page = core.page(contract.PAGE_API, "admin")
    assert '<a href="/admin/api/guestbook/">Guestbook</a>' in page.html
    before = core.published("core.api")
    core.arrive("shop", 21)
    assert core.published("core.api") == before + 1
    assert "/admin/api/shop/" in core.page(contract.PAGE_API, "admin").html


def test_it_is_for_administrators(core: StagedCore) -> None:
    assert core.page(contract.PAGE_API, "editor").status == 403
    assert core.page(contract.PAGE_API_MODULE, "editor", name="guestbook").status == 403


def test_a_module_that_nobody_knows_is_not_found(core: StagedCore) -> None:
    assert core.page(contract.PAGE_API_MODULE, "admin", name="nothing").status == 404


def test_cores_own_contract_is_complete(core: StagedCore) -> None:
    core.arrive("core", 1)
    page: Page = core.page(contract.PAGE_API_MODULE, "admin", name="core")
    for words in ("courant.core.module.list", "courant.site.module.announce", "courant.core.admin.modules"):
        assert words in page.html
    assert [path.rpartition("/")[2] for path in page.scripts + page.styles] == ["api.js", "api.css"]
