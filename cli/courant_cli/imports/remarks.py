"""The comments of a post as the blog's call has them (no I/O): each after the one that it answers, and told apart."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from courant_cli.imports.staging import Comment

LONGEST, LONGEST_NAME, LONGEST_MAIL = 10_000, 60, 254
"""The characters that the blog accepts: of a comment, of a guest's name, and of an address of e-mail."""
NOBODY = "Anonymous"
_STEP = timedelta(microseconds=1)

Key = tuple[str, datetime]
"""What tells a comment from the others on its post: who wrote it, and when."""


def ordered(comments: Iterable[Comment]) -> list[dict[str, Any]]:
    """The comments of one post, as guests' comments; one whose moment is not known is left out.

    Two that somebody wrote in the same second get different moments, since the blog knows a comment by its author and
    its moment. A comment that answers itself, by whatever detour, answers the post.
    """
    keys = _keys(comments := [one for one in comments if _moment(one)])
    known = {one.number: one for one in comments}
    return [_remark(one, keys, known) for one in _answered_first(comments, known)]


def _keys(comments: list[Comment]) -> dict[str, Key]:
    taken, keys = set[Key](), dict[str, Key]()
    for one in comments:
        name, moment = _name(one), _moment(one)
        assert moment is not None  # noqa: S101 - the others were left out
        while (name, moment) in taken:
            moment += _STEP
        taken.add((name, moment))
        keys[one.number] = name, moment
    return keys


def _answered_first(comments: list[Comment], known: dict[str, Comment]) -> Iterator[Comment]:
    placed = set[str]()
    for one in comments:
        row, seen = [one], {one.number}
        while (above := known.get(row[-1].parent)) and above.number not in seen and above.number not in placed:
            row.append(above)
            seen.add(above.number)
        for each in reversed(row):
            if each.number not in placed:
                placed.add(each.number)
                yield each


def _remark(one: Comment, keys: dict[str, Key], known: dict[str, Comment]) -> dict[str, Any]:
    name, moment = keys[one.number]
    above = keys.get(one.parent) if one.parent != one.number else None
    answers = {"answers": {"author": "", "guest": above[0], "created": above[1].isoformat()}} if above else {}
    mail = {"mail": one.mail} if 0 < len(one.mail) <= LONGEST_MAIL else {}
    return {
        "author": "", "guest": name, "created": moment.isoformat(), "text": _cut(one.text),
        "state": "held" if one.held else "public", **answers, **mail,
    }  # fmt: skip


def _name(one: Comment) -> str:
    words = "".join(sign if sign.isprintable() else " " for sign in one.author)
    return " ".join(words.split())[:LONGEST_NAME].strip() or NOBODY


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2].rstrip()} …"


def _moment(one: Comment) -> datetime | None:
    try:
        found = datetime.fromisoformat(one.moment)
    except ValueError:
        return None
    return found if found.tzinfo else None
