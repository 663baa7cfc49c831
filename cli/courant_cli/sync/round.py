"""One round: what was pushed is applied to the wiki, then what happened there is committed and pushed."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from courant_kit.calls.errors import Gone, NotFound, PositionLost
from courant_kit.process.wamp import Session
from twisted.internet.threads import deferToThread

from courant_cli.exports import pieces
from courant_cli.exports.folder import media, shelf
from courant_cli.sync import documents, incoming, outgoing, parts
from courant_cli.sync.documents import Document
from courant_cli.sync.incoming import Commit, FileChange
from courant_cli.sync.outgoing import Branch, Draft
from courant_cli.sync.people import People
from courant_cli.sync.repository import Repository, Unreachable
from courant_cli.sync.uploads import Uploads

MOST_STEPS, MOST_PAGES, MOST_BACK = 500, 50, 100
LONGEST_SUMMARY, LONGEST_NAME = 200, 150
AGAIN = 5
"""How often a push is tried whose branch was moved by others meanwhile."""

REWRITTEN = (
    "The history of the branch was rewritten: commit {commit}, which this site has, is not in it any more. Nothing was "
    "changed on either side. If the branch is right as it is, run `courant sync git` once with --accept-rewritten."
)
NO_BRANCH = (
    "The branch {branch} is not in the repository any more. Nothing was changed. If it should begin anew, run "
    "`courant sync git` once with --accept-rewritten."
)
MOVED = "Others moved the branch {branch} each time that it was to be pushed. It is tried again."
REJECTED = "The wiki does not accept it as a page."
CLOSED = (
    "Not everybody may read this wiki, so nothing was pushed. If everybody who can read the repository may read the "
    "wiki, add --closed-wiki."
)


class Stopped(Exception):
    """A person has to decide before it goes on; the message says what."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command was told: whether a closed wiki may be pushed, and a rewritten history accepted; who is who."""

    closed: bool = False
    accept: bool = False
    people: People = field(default_factory=People)
    site: str = ""


@dataclass(slots=True)
class Outcome:
    """What a round did: how many commits came and went, and the newest one."""

    came: int = 0
    went: int = 0
    tip: str = ""


class Round:
    """One round, and what it has learned so far. `complete` also compares what no event says.

    `known` are documents that earlier rounds have read.
    """

    def __init__(
        self, session: Session, repository: Repository, choice: Choice, *, complete: bool,
        known: dict[str, Document] | None = None,
    ) -> None:  # fmt: skip
        self._session, self._git, self._choice, self._complete = session, repository, choice, complete
        self._known = {} if known is None else known
        self._dirty: set[str] = set()
        self._at: dict[str, Any] = {}
        self._rejected: set[str] = set()
        self._outcome = Outcome()

    async def run(self) -> Outcome:
        """Do it; raises Stopped, Unreachable, Refused, and CourantError if the site does not answer."""
        source = self._git.remote
        self._at = await self._call("begin", repository=source.location, branch=source.branch)
        self._rejected = set(self._at["rejected"])
        if self._at["readers"] != "everybody" and not self._choice.closed:
            raise Stopped(CLOSED)
        for _ in range(AGAIN):
            tip = await deferToThread(self._git.fetch)
            await self._know_push(tip)
            await self._bring(tip)
            if await self._give(tip):
                return self._outcome
        raise Unreachable(MOVED.format(branch=source.branch))

    async def waiting(self) -> int:
        """How many changes of the site the branch does not have, as far as that is known."""
        return len((await self._steps(self._at["event"]))[0]) if self._at.get("event") else 0

    async def _know_push(self, tip: str) -> None:
        """A push whose end nobody saw has succeeded if the branch has its commit."""
        pushing = self._at["pushing"]
        if pushing and tip and self._git.has(pushing) and self._git.is_in(pushing, tip):
            await self._note(pushing, self._at["pushing_event"])

    async def _bring(self, tip: str) -> None:
        await self._go_on(tip)
        base = self._at["commit"]
        if tip == base:
            return
        if not base:
            await self._apply(base, tip, "", joining=True)
            return
        if not tip and not self._choice.accept:
            raise Stopped(NO_BRANCH.format(branch=self._git.remote.branch))
        way = incoming.chain(tip, base, self._git.parents) if tip else None
        if way is None:
            await self._bring_rewritten(base, tip)
            return
        for one in way:
            await self._apply(self._at["commit"], one, self._at["commit"])

    async def _go_on(self, tip: str) -> None:
        """Apply the rest of a commit of which a part is applied, if the branch has it still."""
        one, base = self._at["applying"], self._at["commit"]
        if one and tip and self._git.has(one) and self._git.is_in(one, tip):
            known = self._git.has(base)
            await self._apply(base, one, base if known else "", joining=not known)

    async def _bring_rewritten(self, base: str, tip: str) -> None:
        """Take the branch as it is: what differs from what the site has of it is one change."""
        if not self._choice.accept:
            raise Stopped(REWRITTEN.format(commit=base[:10]))
        if not tip:
            self._complete = True
            await self._note("", self._at["event"])
            return
        known = self._git.has(base)
        await self._apply(base, tip, base if known else "", joining=not known)

    async def _apply(self, parent: str, one: str, before: str, *, joining: bool = False) -> None:
        """Apply what changed between two commits; `parent` is the position, which then is at `one`."""
        changes = incoming.changed(self._git.files(before), self._git.files(one), self._read) if one else []
        changes = [self._readable(change, before) for change in incoming.in_order(changes)]
        done = self._at["done"] if self._at["applying"] == one else 0
        files = self._files(changes[done:], one, parent)
        async for part, last in parts.cut(files):
            answer = await parts.applied(
                self._session, done, part, last=last, parent=parent, commit=one, joining=joining
            )
            done += len(part)
            self._learn(answer)
        self._at = {**self._at, "commit": one, "applying": "", "done": 0}
        self._outcome.came += 1

    async def _files(self, changes: list[FileChange], one: str, parent: str) -> AsyncIterator[dict[str, Any]]:
        for change in changes:
            yield await self._file(change, one, parent)

    def _learn(self, answer: list[dict[str, Any]]) -> None:
        self._dirty |= {file["entry_id"] for file in answer if file["entry_id"]}
        for file in answer:
            if file["outcome"] == "rejected":
                self._rejected.add(file["file"])
            elif file["file"] in self._rejected:
                self._rejected.discard(file["file"])
                self._complete = True  # a page may have waited for it

    def _readable(self, change: FileChange, before: str) -> FileChange:
        """The change with what its file said when it was last a page, for a merge with that."""
        if change.before is None or not (change.before.wrong or change.was in self._rejected):
            return change
        self._complete = True  # if the file is gone now, its page may have no other
        earlier = self._earlier(change.was, before) if change.before.wrong else None
        number = change.id or (earlier.id if earlier else "")
        return replace(change, before=earlier, id=number, was=change.was if earlier else "")

    def _earlier(self, name: str, one: str) -> Document | None:
        for _ in range(MOST_BACK):
            if not one or name not in (files := self._git.files(one)):
                return None
            if not (found := self._read(files[name])).wrong:
                return found
            one = next(iter(self._git.parents(one)), "")
        return None

    async def _file(self, change: FileChange, one: str, before: str) -> dict[str, Any]:
        by = self._git.commit(self._credited(change, one, before))
        now, files = change.now, self._git.files(one)
        uploads = Uploads(self._session, lambda name: self._upload(files, name))
        text = now.text if now else ""
        names = await uploads.stored(documents.named(text) & _uploads(files))
        if now and names:
            now = replace(now, text=documents.renamed(now.text, names))
        return {
            "file": change.file[:1000], "entry_id": change.id[: documents.LONGEST["id"]],
            "wrong": now.wrong[:1000] if now else "",
            "now": documents.state(change.file, now, change.before, change.was) if now else None,
            "before": documents.state(change.was, change.before) if change.before else None,
            "author": self._choice.people.name(by.author, by.email)[:LONGEST_NAME], "at": _past(by).isoformat(),
            "summary": by.subject[:LONGEST_SUMMARY],
        }  # fmt: skip

    def _credited(self, change: FileChange, one: str, before: str) -> str:
        """The commit to which a change is due: for a merge, the one that was merged in and changed the file last."""
        parents = self._git.parents
        if len(parents(one)) < 2 or not before:
            return one
        within = incoming.merged_in(one, before, parents)
        return incoming.touching(change.file, within, self._git.files, parents) or one

    def _upload(self, files: dict[str, str], name: str) -> bytes:
        return self._git.content(files[documents.UPLOADS + name])

    async def _give(self, tip: str) -> bool:
        """Commit and push what the branch does not have; false if others moved the branch meanwhile."""
        drafts, event = await self._drafts(tip)
        new = await self._made(tip, drafts)
        if new == tip:
            if (event, tip) != (self._at["event"], self._at["commit"]):
                await self._note(tip, event)
            self._outcome.tip = tip
            return True
        await self._note(new, event, pushing=True)
        if not await deferToThread(self._git.push, tip, new):
            return False
        await self._note(new, event)
        self._outcome.went += len(drafts)
        self._outcome.tip = new
        return True

    async def _drafts(self, tip: str) -> tuple[list[Draft], int]:
        """The commits to make, and the event up to which they have everything."""
        drafts, event = list[Draft](), self._at["event"]
        if not event:
            self._complete = True
            event = self._at["end"]
        steps, event = await self._steps(event)
        if not (steps or self._dirty or self._complete):
            return drafts, event
        branch = self._branch(tip)
        pages, gone = await self._pages([step["entry_id"] for step in steps])
        drafts += await deferToThread(lambda: list(outgoing.commits(branch, steps, pages)))
        self._dirty = self._dirty - {step["entry_id"] for step in steps} | outgoing.pushed_last(steps)
        if self._complete:
            files = outgoing.all_of(branch, *await self._everything(branch))
        else:
            pages, gone = await self._pages(self._dirty)
            files = outgoing.all_of(branch, list(pages.values()), gone)
        if files:
            drafts.append(Draft("", None, "Bring what the wiki has", files))
        return drafts, event

    def _branch(self, tip: str) -> Branch:
        """The pages of the branch. A file that cannot be a page stays as it is until somebody has decided about it."""
        return Branch({name: self._shown_as(name, self._read(blob)) for name, blob in self._git.files(tip).items()
                       if documents.is_page(name)})  # fmt: skip

    def _shown_as(self, name: str, one: Document) -> Document:
        if name in self._rejected:
            return one if one.wrong else replace(one, wrong=REJECTED)
        return Document() if one.wrong else one

    async def _steps(self, event: int) -> tuple[list[Any], int]:
        steps, more = list[Any](), True
        while more and len(steps) < MOST_STEPS:
            try:
                found = await self._call("since", after=event)
            except PositionLost as lost:
                self._complete = True
                return steps, int(lost.details["end"])
            steps += found["steps"]
            event, more = found["last"], found["more"]
        return steps, event

    async def _pages(self, wanted: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
        """The pages with these ids as they are now, by id, and the ids of those that are deleted."""
        left, pages, gone = list(dict.fromkeys(wanted)), dict[str, Any](), list[str]()
        while left:
            some = left[:MOST_PAGES]
            found = await self._call("get", entry_ids=some)
            pages |= {one["entry_id"]: one for one in found["pages"]}
            gone += found["deleted"]
            met = {*(one["entry_id"] for one in found["pages"]), *found["deleted"]}
            left = [one for one in left if one not in met] if met else left[len(some) :]
        return pages, gone

    async def _everything(self, branch: Branch) -> tuple[list[Any], list[str]]:
        """All pages of the wiki, and the ids of those in the branch that are deleted here."""
        pages = [one async for one, _ in pieces.listed(self._session, "courant.wiki.copy.list", "pages", "path")]
        here = {one["entry_id"] for one in pages}
        _, gone = await self._pages(number for number in branch.homes if number not in here)
        return pages, gone

    async def _made(self, tip: str, drafts: list[Draft]) -> str:
        """The newest of the commits that were made of drafts, with the uploads that their pages show."""
        have, people = _uploads(self._git.files(tip)), self._choice.people
        for number, draft in enumerate(drafts):
            files = dict(draft.files)
            if number == 0 and not self._git.has_file(tip, shelf.MANIFEST):
                files[shelf.MANIFEST] = shelf.said(self._choice.site, {}, complete=True)
            files |= await self._shown(draft, have)
            message = "\n\n".join(filter(None, [draft.message, _trailers(people.others(draft.author))]))
            author = people.author(draft.author) if draft.author else people.author("Courant")
            tip = self._git.make(tip, files, author, draft.at or datetime.now(UTC), message + "\n")
        return tip

    async def _shown(self, draft: Draft, have: set[str]) -> dict[str, bytes | None]:
        """The uploads that the texts of a draft show and the branch does not have."""
        texts = (content.decode() for content in draft.files.values() if content)
        files: dict[str, bytes | None] = {}
        for name in sorted({name for text in texts for name in documents.named(text)} - have):
            with suppress(NotFound, Gone):
                files[documents.UPLOADS + name] = await media.content_of(self._session, "wiki", name)
                have.add(name)
        if files:
            said = [{"name": name} for name in sorted(have)]
            files[media.index("wiki")] = (json.dumps(said, indent=1) + "\n").encode()
        return files

    def _read(self, blob: str) -> Document:
        if (found := self._known.get(blob)) is None:
            found = self._known[blob] = documents.parsed(self._git.content(blob))
        return found

    async def _note(self, to: str, event: int, *, pushing: bool = False) -> None:
        self._at = await self._call("note", commit=self._at["commit"], to=to, event=event, pushing=pushing)

    async def _call(self, name: str, **fields: Any) -> Any:
        return await self._session.call(f"courant.wiki.sync.{name}", **fields)


def _uploads(files: dict[str, str]) -> set[str]:
    return {name.removeprefix(documents.UPLOADS) for name in files if name.startswith(documents.UPLOADS)}


def _trailers(others: list[str]) -> str:
    return "\n".join(f"Co-authored-by: {one}" for one in others)


def _past(one: Commit) -> datetime:
    """The date of a commit; a clock that was ahead does not put a revision into the future."""
    return min(one.at, datetime.now(UTC))
