"""From what happened on the site to commits (no I/O).

Each step becomes a commit of its author: what it changed is applied to the file as the branch has it, so that words
which were pushed meanwhile stay. The last step of a page makes the file what the page is now, so both sides end equal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from courant_kit.merging import texts as merging

from courant_cli.exports.folder import shape
from courant_cli.exports.folder.names import filed
from courant_cli.sync import documents
from courant_cli.sync.branch import Branch
from courant_cli.sync.documents import Document

Step = Mapping[str, Any]
"""As `courant.wiki.sync.since` gives it."""

MOST_NAMED = 20


@dataclass(slots=True)
class Draft:
    """A commit to make: the content of each file that it changes, None for one that it removes."""

    author: str
    at: datetime | None
    message: str
    files: dict[str, bytes | None] = field(default_factory=dict)


def commits(branch: Branch, steps: Sequence[Step], pages: Mapping[str, dict[str, Any]]) -> Iterator[Draft]:
    """The commits for these steps; `pages` are the pages of all steps as they are now, those that are not deleted.

    A step that was pushed is none: what is left of its page is for `all_of`.
    """
    last = {step["entry_id"]: step["event"] for step in steps}
    for (kind, author, _), group in groupby(steps, _together):
        some = list(group)
        files: dict[str, bytes | None] = {}
        for step in some:
            if step["pushed"]:
                continue
            is_last = last[step["entry_id"]] == step["event"]
            files |= _now(branch, step, pages) if is_last else _then(branch, step)
        if files:
            yield Draft(author, _moment(some[-1]), _message(kind, some), files)


def pushed_last(steps: Sequence[Step]) -> set[str]:
    """The ids of the pages whose last step was pushed."""
    last = {step["entry_id"]: step["pushed"] for step in steps}
    return {number for number, pushed in last.items() if pushed}


def all_of(branch: Branch, pages: Sequence[dict[str, Any]], gone: Sequence[str]) -> dict[str, bytes | None]:
    """What makes the branch have exactly these pages; `gone` are ids of pages that were deleted."""
    files: dict[str, bytes | None] = {}
    for page in pages:
        files |= _put(branch, page)
    for number in gone:
        files |= branch.remove(number)
    return files


def page_document(page: dict[str, Any]) -> Document:
    """What an export writes of a page."""
    kept = {name: value for name, value in shape.of_page(page).items() if value not in ("", [], {}, None)}
    return Document(kept, page["text"])


def _together(step: Step) -> tuple[str, str, Any]:
    """Pages that were moved or deleted along with another are one commit with it."""
    along = step["kind"] in {"moved", "deleted", "restored"}
    return step["kind"], step["author"], _moment(step) if along else step["event"]


def _now(branch: Branch, step: Step, pages: Mapping[str, dict[str, Any]]) -> dict[str, bytes | None]:
    page = pages.get(step["entry_id"])
    return branch.remove(step["entry_id"]) if page is None else _put(branch, page)


def _put(branch: Branch, page: dict[str, Any]) -> dict[str, bytes | None]:
    one = page_document(page)
    here = branch.homes.get(one.id, "")
    name = _file(page["path"])
    at_home = here == name or here.startswith(f"{name.removesuffix(documents.ENDING)}~")
    if here and at_home and documents.same(branch.documents[here], one):
        return {}
    return branch.put(here if at_home else name, one)


def _then(branch: Branch, step: Step) -> dict[str, bytes | None]:
    """What a step changed, in the file as it is; nothing where the file says otherwise: a later step makes it equal."""
    number, kind = step["entry_id"], step["kind"]
    here = branch.homes.get(number)
    if kind == "deleted":
        return branch.remove(number)
    if here is None:
        return {} if step["text"] is None else branch.put(_file(step["path"]), _first(step))
    one = branch.documents[here]
    if kind == "moved":
        return branch.put(_file(step["path"]), Document({**one.fields, "path": step["path"]}, one.text))
    return {} if step["text"] is None else _rewritten(branch, here, step)


def _rewritten(branch: Branch, here: str, step: Step) -> dict[str, bytes | None]:
    one = branch.documents[here]
    if one.wrong:
        return {}
    merged = _merged(step, one.text.rstrip())
    fields = {**one.fields, "title": step["title"]}
    if merged is None or (merged == one.text.rstrip() and fields == one.fields):
        return {}
    return branch.put(here, Document({**fields, "author": step["author"], "edited": step["at"]}, merged))


def _merged(step: Step, there: str) -> str | None:
    """The text of the file with what a step changed; None if both disagree. Mostly nothing else changed the file."""
    if there in (step["before"], step["text"]):
        return str(step["text"])
    merged = merging.merge(step["before"], step["text"], there)
    return None if merged.conflicts else merged.text


def _first(step: Step) -> Document:
    fields = {"title": step["title"], "path": step["path"], "author": step["author"], "edited": step["at"],
              "id": step["entry_id"]}  # fmt: skip
    return Document(fields, step["text"])


def _file(path: str) -> str:
    return filed(f"wiki/{path}") + documents.ENDING


def _moment(step: Step) -> datetime:
    at = step["at"]
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)


def _message(kind: str, steps: Sequence[Step]) -> str:
    step = steps[0]
    title = step["title"]
    if kind == "changed":
        return step["summary"] or f"Edit “{title}”"
    if kind == "created":
        return step["summary"] or f"Write “{title}”"
    words = {"moved": f"Move “{title}” to {step['path']}", "deleted": f"Delete “{title}”"}
    first = words.get(kind, f"Restore “{title}”")
    more = [f"- {one['path']}" for one in steps[1 : MOST_NAMED + 1]]
    if len(steps) == 1:
        return first
    return "\n".join([f"{first}, with {len(steps) - 1} more", "", *more])
