"""The reference that is generated from a contract."""

import re

from courant_kit.wire import reference
from courant_kit.wire.contract import Contract, Procedure
from courant_kit.wire.payload import Payload

from . import sample_module as shelf


class Found(Payload):
    """The notes that were found."""

    notes: list[shelf.NewNote]
    others: int = 0


FIND = Procedure("courant.shelf.note.find", shelf.Numbered, Found, doc="Finds notes.")
PAGE = reference.markdown([Contract.of("shelf", {"find": FIND, "add": shelf.ADD, "added": shelf.ADDED})])


def test_a_procedure_says_what_it_takes_and_gives_and_who_may() -> None:
    section = PAGE.partition("#### `courant.shelf.note.find`")[2].partition("####")[0]
    assert "Finds notes. Answers with [Found](#found). May call: everyone." in section
    assert "| `number` | integer | required |" in section


def test_an_event_says_what_it_carries() -> None:
    section = PAGE.partition("#### `courant.shelf.note.added`")[2].partition("##")[0]
    assert "May subscribe: admin, backend, service." in section
    assert "| `text` | string | required |" in section


def test_a_struct_of_an_answer_has_a_section() -> None:
    section = PAGE.partition("#### Found")[2].partition("####")[0]
    assert "The notes that were found." in section
    assert "| `others` | integer | default `0` |" in section


def test_every_link_leads_to_a_heading() -> None:
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in PAGE.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\(#([^)]*)\)", PAGE)) <= headings
