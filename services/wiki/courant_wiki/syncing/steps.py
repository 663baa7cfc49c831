"""What happened to pages, in order: the events of the log, with the texts of their revisions."""

from collections.abc import Iterator
from typing import Any

from courant_kit.history import revisions
from courant_kit.live import log
from courant_kit.store.models import Event

from courant_wiki import contract
from courant_wiki.models import SyncRevision, WikiPage
from courant_wiki.reading import copies
from courant_wiki.sync_payloads import Happened, Pages, Steps, SyncPages, SyncStep, SyncSteps

KINDS: dict[str, Happened] = {
    contract.PAGE_CREATED.uri: "created", contract.PAGE_CHANGED.uri: "changed", contract.PAGE_MOVED.uri: "moved",
    contract.PAGE_DELETED.uri: "deleted", contract.PAGE_RESTORED.uri: "restored",
}  # fmt: skip
LARGEST = 2_000_000
"""The characters of the texts in one answer, unless a single step has more."""


def since(request: SyncSteps) -> Steps:
    """The steps after an event; raises PositionLost if they are deleted."""
    found = log.read(request.after, request.limit, [log.of_topics(KINDS)])
    events = log.as_maps(found.rows)
    dates = dict(Event.objects.filter(pk__in=[one["number"] for one in events]).values_list("number", "created"))
    pages = WikiPage.objects.in_bulk([one["payload"]["page"] for one in events])
    steps, size = list[SyncStep](), 0
    for one in events:
        if (page := pages.get(one["payload"]["page"])) is None:
            continue
        step = _step(one, page, dates[one["number"]])
        size += len(step.text or "") + len(step.before or "")
        if steps and size > LARGEST:
            return Steps(steps=steps, last=steps[-1].event, end=found.span.end, more=True)
        steps.append(step)
    return Steps(steps=steps, last=found.last, end=found.span.end, more=found.more)


def pages(request: SyncPages) -> Pages:
    """The pages with these ids."""
    rows = list(WikiPage.objects.filter(entry_id__in=request.entry_ids).order_by("pk"))
    deleted = [one.entry_id for one in rows if not one.live]
    return Pages(pages=list(copies.bounded([one for one in rows if one.live])), deleted=deleted)


def _step(event: dict[str, Any], page: WikiPage, at: Any) -> SyncStep:
    said, kind = event["payload"], KINDS[event["topic"]]
    fields = {
        "event": event["number"], "kind": kind, "entry_id": page.entry_id, "path": said["path"], "at": at,
        "title": said["title"], "author": said["author"], "summary": said.get("summary", ""),
        "old_path": said.get("old_path", ""),
    }  # fmt: skip
    if kind in {"created", "changed"}:
        fields |= dict(_texts(page, said["revision"]))
    return SyncStep(**fields)


def _texts(page: WikiPage, number: int) -> Iterator[tuple[str, Any]]:
    one = revisions.at(page.revisions, number)
    if one is None or one.number != number:
        return
    yield "pushed", SyncRevision.objects.filter(page=page, number=number).exists()
    before = one.previous
    yield "text", one.text
    yield "before", before.text if before else ""
    yield "at", one.created_at
    yield "author", one.author
