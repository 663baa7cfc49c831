"""A commit's files in calls: cut by number and by size, and one that is rejected holds up no other."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from courant_cli.imports.sending import CHARACTERS_IN_CALL
from courant_cli.sync import parts
from courant_kit.calls.errors import Invalid


def file(name: str, text: str = "", before: str = "") -> dict[str, Any]:
    return {"file": name, "now": {"text": text}, "before": {"text": before}, "wrong": ""}


def cut(*files: dict[str, Any]) -> list[tuple[list[str], bool]]:
    async def given() -> AsyncIterator[dict[str, Any]]:
        for one in files:
            yield one

    async def found() -> list[tuple[list[str], bool]]:
        return [([one["file"] for one in part], last) async for part, last in parts.cut(given())]

    return asyncio.run(found())


def test_parts_are_bounded_by_number_and_by_size() -> None:
    assert cut() == [([], True)]
    many = cut(*(file(str(number)) for number in range(parts.PART + 1)))
    assert [(len(part), last) for part, last in many] == [(parts.PART, False), (1, True)]
    half = "ü" * (CHARACTERS_IN_CALL // 4)
    assert cut(file("a", half), file("b", "", half), file("c")) == [(["a"], False), (["b", "c"], True)]
    assert cut(file("a", half * 9), file("b")) == [(["a"], False), (["b"], True)]


class Strict:
    """A wiki that rejects a call with the file `x`, whatever else is in it."""

    def __init__(self) -> None:
        self.done: list[tuple[int, str, bool]] = []

    async def call(self, uri: str, /, **fields: Any) -> Any:
        if any(one["file"] == "x" and one["now"] for one in fields["files"]):
            raise Invalid("There are too many tags.")
        for number, one in enumerate(fields["files"]):
            ends = fields["last"] and number == len(fields["files"]) - 1
            self.done.append((fields["done"] + number, one["wrong"] or one["file"], ends))
        return {"files": fields["files"]}


@pytest.mark.parametrize("last", [True, False])
def test_a_file_for_which_a_call_is_rejected_is_said_and_the_others_are_applied(last: bool) -> None:
    wiki, part = Strict(), [file("a"), file("x"), file("b")]
    answer = asyncio.run(parts.applied(wiki, 7, part, last=last, commit="c"))  # type: ignore[arg-type]
    assert [one["file"] for one in answer] == ["a", "x", "b"]
    assert wiki.done == [(7, "a", False), (8, "There are too many tags.", False), (9, "b", last)]
