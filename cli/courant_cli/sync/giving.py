"""What the wiki has and the branch has not is committed and pushed."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from courant_kit.calls.errors import Gone, NotFound
from twisted.internet.threads import deferToThread

from courant_cli.exports.folder import media, shelf
from courant_cli.sync import documents, outgoing
from courant_cli.sync.branch import Branch
from courant_cli.sync.documents import Document
from courant_cli.sync.outgoing import Draft
from courant_cli.sync.sides import Sides, uploads_in

REJECTED = "The wiki does not accept it as a page."


class Giving:
    """Gives the branch what happened in the wiki."""

    def __init__(self, sides: Sides) -> None:
        """Begin with what is known of both sides."""
        self._sides, self._git = sides, sides.git

    async def give(self, tip: str) -> bool:
        """Commit and push what the branch does not have; false if others moved the branch meanwhile."""
        drafts, event = await self._drafts(tip)
        new = await self._made(tip, drafts)
        if new == tip:
            if (event, tip) != (self._sides.at["event"], self._sides.at["commit"]):
                await self._sides.note(tip, event)
            self._sides.outcome.tip = tip
            return True
        await self._sides.note(new, event, pushing=True)
        if not await deferToThread(self._git.push, tip, new):
            return False
        await self._sides.note(new, event)
        self._sides.outcome.went += len(drafts)
        self._sides.outcome.tip = new
        return True

    async def _drafts(self, tip: str) -> tuple[list[Draft], int]:
        """The commits to make, and the event up to which they have everything."""
        drafts, event = list[Draft](), self._sides.at["event"]
        if not event:
            self._sides.complete = True
            event = self._sides.at["end"]
        steps, event = await self._sides.steps(event)
        if not (steps or self._sides.dirty or self._sides.complete):
            return drafts, event
        branch = self._branch(tip)
        pages, gone = await self._sides.pages([step["entry_id"] for step in steps])
        drafts += await deferToThread(lambda: list(outgoing.commits(branch, steps, pages)))
        self._sides.dirty = self._sides.dirty - {step["entry_id"] for step in steps} | outgoing.pushed_last(steps)
        if self._sides.complete:
            files = outgoing.all_of(branch, *await self._everything(branch))
        else:
            pages, gone = await self._sides.pages(self._sides.dirty)
            files = outgoing.all_of(branch, list(pages.values()), gone)
        if files:
            drafts.append(Draft("", None, "Bring what the wiki has", files))
        return drafts, event

    def _branch(self, tip: str) -> Branch:
        """The pages of the branch. A file that cannot be a page stays as it is until somebody has decided about it."""
        return Branch({name: self._shown_as(name, self._sides.read(blob)) for name, blob in self._git.files(tip).items()
                       if documents.is_page(name)})  # fmt: skip

    def _shown_as(self, name: str, one: Document) -> Document:
        if name in self._sides.rejected:
            return one if one.wrong else replace(one, wrong=REJECTED)
        return Document() if one.wrong else one

    async def _everything(self, branch: Branch) -> tuple[list[Any], list[str]]:
        """All pages of the wiki, and the ids of those in the branch that are deleted here."""
        pages = await self._sides.all_pages()
        here = {one["entry_id"] for one in pages}
        _, gone = await self._sides.pages(number for number in branch.homes if number not in here)
        return pages, gone

    async def _made(self, tip: str, drafts: list[Draft]) -> str:
        """The newest of the commits that were made of drafts, with the uploads that their pages show."""
        have, people = uploads_in(self._git.files(tip)), self._sides.choice.people
        for number, draft in enumerate(drafts):
            files = dict(draft.files)
            if number == 0 and not self._git.has_file(tip, shelf.MANIFEST):
                files[shelf.MANIFEST] = shelf.said(self._sides.choice.site, {}, complete=True)
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
                files[documents.UPLOADS + name] = await media.content_of(self._sides.session, "wiki", name)
                have.add(name)
        if files:
            said = [{"name": name} for name in sorted(have)]
            files[media.index("wiki")] = (json.dumps(said, indent=1) + "\n").encode()
        return files


def _trailers(others: list[str]) -> str:
    return "\n".join(f"Co-authored-by: {one}" for one in others)
