"""What was pushed is applied to the wiki, commit by commit."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from courant_cli.sync import documents, incoming, parts
from courant_cli.sync.documents import Document
from courant_cli.sync.incoming import Commit, FileChange
from courant_cli.sync.sides import Sides, Stopped, uploads_in
from courant_cli.sync.uploads import Uploads

MOST_BACK = 100
LONGEST_SUMMARY, LONGEST_NAME = 200, 150

REWRITTEN = (
    "The history of the branch was rewritten: commit {commit}, which this site has, is not in it any more. Nothing was "
    "changed on either side. If the branch is right as it is, run `courant sync git` once with --accept-rewritten."
)
NO_BRANCH = (
    "The branch {branch} is not in the repository any more. Nothing was changed. If it should begin anew, run "
    "`courant sync git` once with --accept-rewritten."
)


class Bringing:
    """Brings the commits of the branch to the wiki."""

    def __init__(self, sides: Sides) -> None:
        """Begin with what is known of both sides."""
        self._sides, self._git = sides, sides.git

    async def bring(self, tip: str) -> None:
        """Apply what the branch has up to `tip` and the wiki has not; raises Stopped."""
        await self._go_on(tip)
        base = self._sides.at["commit"]
        if tip == base:
            return
        if not base:
            await self._apply(base, tip, "", joining=True)
            return
        if not tip and not self._sides.choice.accept:
            raise Stopped(NO_BRANCH.format(branch=self._git.remote.branch))
        way = incoming.chain(tip, base, self._git.parents) if tip else None
        if way is None:
            await self._bring_rewritten(base, tip)
            return
        for one in way:
            await self._apply(self._sides.at["commit"], one, self._sides.at["commit"])

    async def _go_on(self, tip: str) -> None:
        """Apply the rest of a commit of which a part is applied, if the branch has it still."""
        one, base = self._sides.at["applying"], self._sides.at["commit"]
        if one and tip and self._git.has(one) and self._git.is_in(one, tip):
            known = self._git.has(base)
            await self._apply(base, one, base if known else "", joining=not known)

    async def _bring_rewritten(self, base: str, tip: str) -> None:
        """Take the branch as it is: what differs from what the site has of it is one change."""
        if not self._sides.choice.accept:
            raise Stopped(REWRITTEN.format(commit=base[:10]))
        if not tip:
            self._sides.complete = True
            await self._sides.note("", self._sides.at["event"])
            return
        known = self._git.has(base)
        await self._apply(base, tip, base if known else "", joining=not known)

    async def _apply(self, parent: str, one: str, before: str, *, joining: bool = False) -> None:
        """Apply what changed between two commits; `parent` is the position, which then is at `one`."""
        changes = incoming.changed(self._git.files(before), self._git.files(one), self._sides.read) if one else []
        changes = [self._readable(change, before) for change in incoming.in_order(changes)]
        done = self._sides.at["done"] if self._sides.at["applying"] == one else 0
        files = self._files(changes[done:], one, parent)
        async for part, last in parts.cut(files):
            answer = await parts.applied(
                self._sides.session, done, part, last=last, parent=parent, commit=one, joining=joining
            )
            done += len(part)
            self._learn(answer)
        self._sides.at = {**self._sides.at, "commit": one, "applying": "", "done": 0}
        self._sides.outcome.came += 1

    async def _files(self, changes: list[FileChange], one: str, parent: str) -> AsyncIterator[dict[str, Any]]:
        for change in changes:
            yield await self._file(change, one, parent)

    def _learn(self, answer: list[dict[str, Any]]) -> None:
        self._sides.dirty |= {file["entry_id"] for file in answer if file["entry_id"]}
        for file in answer:
            if file["outcome"] == "rejected":
                self._sides.rejected.add(file["file"])
            elif file["file"] in self._sides.rejected:
                self._sides.rejected.discard(file["file"])
                self._sides.complete = True  # a page may have waited for it

    def _readable(self, change: FileChange, before: str) -> FileChange:
        """The change with what its file said when it was last a page, for a merge with that."""
        if change.before is None or not (change.before.wrong or change.was in self._sides.rejected):
            return change
        self._sides.complete = True  # if the file is gone now, its page may have no other
        earlier = self._earlier(change.was, before) if change.before.wrong else None
        number = change.id or (earlier.id if earlier else "")
        return replace(change, before=earlier, id=number, was=change.was if earlier else "")

    def _earlier(self, name: str, one: str) -> Document | None:
        for _ in range(MOST_BACK):
            if not one or name not in (files := self._git.files(one)):
                return None
            if not (found := self._sides.read(files[name])).wrong:
                return found
            one = next(iter(self._git.parents(one)), "")
        return None

    async def _file(self, change: FileChange, one: str, before: str) -> dict[str, Any]:
        by = self._git.commit(self._credited(change, one, before))
        now, files = change.now, self._git.files(one)
        uploads = Uploads(self._sides.session, lambda name: self._upload(files, name))
        text = now.text if now else ""
        names = await uploads.stored(documents.named(text) & uploads_in(files))
        if now and names:
            now = replace(now, text=documents.renamed(now.text, names))
        return {
            "file": change.file[:1000], "entry_id": change.id[: documents.LONGEST["id"]],
            "wrong": now.wrong[:1000] if now else "",
            "now": documents.state(change.file, now, change.before, change.was) if now else None,
            "before": documents.state(change.was, change.before) if change.before else None,
            "author": self._sides.choice.people.name(by.author, by.email)[:LONGEST_NAME], "at": _past(by).isoformat(),
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


def _past(one: Commit) -> datetime:
    """The date of a commit; a clock that was ahead does not put a revision into the future."""
    return min(one.at, datetime.now(UTC))
