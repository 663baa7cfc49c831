"""A commit's files in calls of bounded size: a call takes a fraction of a second, and fits into a message."""

from collections.abc import AsyncIterator
from typing import Any

from courant_kit.calls.errors import Invalid, TooLarge
from courant_kit.process.wamp import Session

from courant_cli.imports.sending import CHARACTERS_IN_CALL

APPLY = "courant.wiki.sync.apply"
PART = 50
"""The files of a call, at most."""

Files = list[dict[str, Any]]


async def cut(files: AsyncIterator[dict[str, Any]]) -> AsyncIterator[tuple[Files, bool]]:
    """The files in parts of at most PART files and CHARACTERS_IN_CALL, a single one apart; and whether it is the last.

    A part is given when the next one begins, so that not all files are in memory. Without files, there is one part.
    """
    part, size = Files(), 0
    async for one in files:
        if part and (len(part) == PART or size + _size(one) > CHARACTERS_IN_CALL):
            yield part, False
            part, size = [], 0
        part.append(one)
        size += _size(one)
    yield part, True


async def applied(session: Session, done: int, part: Files, *, last: bool, **commit: Any) -> Files:
    """Apply a part, and return what became of its files.

    If the call is rejected, they are applied one by one, and what is rejected alone is said of its file, so that one
    file holds up no other.
    """
    try:
        return list((await session.call(APPLY, done=done, files=part, last=last, **commit))["files"])
    except (Invalid, TooLarge) as problem:
        if not part:
            raise
        if len(part) == 1:
            part = [{**part[0], "now": None, "before": None, "wrong": problem.message[:1000]}]
            return list((await session.call(APPLY, done=done, files=part, last=last, **commit))["files"])
    found = Files()
    for number, one in enumerate(part):
        ends = last and number == len(part) - 1
        found += await applied(session, done + number, [one], last=ends, **commit)
    return found


def _size(file: dict[str, Any]) -> int:
    """The bytes of its texts, about, and of what else it says."""
    texts = [said["text"] for said in (file["now"], file["before"]) if said]
    return 1000 + sum(len(text.encode()) for text in texts)
