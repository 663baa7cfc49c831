"""Reads the folder of an export and makes its site again, through the router; run again, it brings what changed."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from courant_kit.calls.errors import CourantError, NotFound
from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.exports import pieces
from courant_cli.exports.folder import media, redirects, shape, shelf, texts
from courant_cli.exports.folder.names import beside
from courant_cli.exports.folder.texts import Unreadable
from courant_cli.imports import progress
from courant_cli.imports.batch import Note
from courant_cli.imports.report import REFUSED, Carried, Report
from courant_cli.imports.sending import ONE_REFUSED
from courant_cli.imports.targets.blog import BLOG
from courant_cli.imports.targets.wiki import WIKI
from courant_cli.imports.telling import Tell
from courant_cli.installation import Installation

PIECE = 512 * 1024
COMMENTS, THREADS = 100, 20
"""How many comments or threads travel in a call."""

Again = Callable[[dict[str, Any], str], dict[str, Any]]


def bring(place: Installation, directory: Path, path: Path | None = None) -> int:
    """Import an export, print what became of it, and return how many files were rejected; raises Trouble."""
    shelf.opened(directory)
    with progress.shown() as tell:
        reports = at_router(place, lambda session: brought(session, directory, tell))
    for report in reports:
        print("\n".join(report.summary()))
    path = path or place.data / "import-report-folder.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(report.details() for report in reports), "utf-8")
    print(f"\nThe result for every file: {path}")
    return sum(report.refused for report in reports)


async def brought(session: Session, root: Path, tell: Tell) -> list[Report]:
    """The reports for the blog and the wiki; raises CourantError if a module is away."""
    reports = [Report(BLOG), Report(WIKI)]
    work = _Bringing(session, root, tell)
    for report in reports:
        await work.files(report)
    await work.texts(reports[0], shape.post_again, "comments")
    await work.texts(reports[1], shape.page_again, "threads")
    await work.redirects(reports[0])
    return reports


class _Bringing:
    def __init__(self, session: Session, root: Path, tell: Tell) -> None:
        self._session, self._root, self._tell = session, root, tell
        self._renamed: dict[str, str] = {}

    async def files(self, report: Report) -> None:
        """Upload what the library of a module does not have."""
        module = report.target.module
        try:
            said = list(media.described(self._read(media.index(module))))
        except FileNotFoundError:
            return
        except (Unreadable, UnicodeDecodeError) as problem:
            report.notes.append(Note(media.index(module), "not imported", str(problem)))
            return

        async def upload(one: dict[str, Any]) -> None:
            await self._upload(report, one)

        await self._each(f"{module.capitalize()} files", said, upload)

    async def texts(self, report: Report, again: Again, things: str) -> None:
        """Make the posts or pages, each with what belongs to it."""

        async def make(file: str) -> None:
            try:
                fields = again(*texts.read(self._renamed_in(self._read(file))))
                await self._text(report, file, fields, things)
            except (Unreadable, UnicodeDecodeError, *ONE_REFUSED) as problem:
                said = problem.message if isinstance(problem, CourantError) else str(problem)
                report.carried.append(Carried(file, REFUSED))
                report.notes.append(Note(file, "rejected", said))

        await self._each(report.target.things.capitalize(), list(shelf.files(self._root, report.target.module)), make)

    async def redirects(self, report: Report) -> None:
        """Add the redirects of the site's table."""
        try:
            await redirects.bring(self._session, self._read(redirects.FILE), report)
        except FileNotFoundError:
            return
        except (Unreadable, UnicodeDecodeError, *ONE_REFUSED) as problem:
            said = problem.message if isinstance(problem, CourantError) else str(problem)
            report.notes.append(Note(redirects.FILE, "not imported", said))

    async def _each(self, what: str, items: list[Any], work: Callable[[Any], Awaitable[None]]) -> None:
        done = 0

        async def step(item: Any) -> None:
            nonlocal done
            await work(item)
            done += 1
            self._tell(what, done, len(items))

        await pieces.each(items, step)

    async def _text(self, report: Report, file: str, fields: dict[str, Any], things: str) -> None:
        module = report.target.module
        done = await self._session.call(f"courant.{module}.copy.put", **fields)
        report.carried.append(Carried(file, done["outcome"], done[report.target.where]))
        report.notes += [Note(file, "left as edited here", line) for line in done["kept"]]
        if done["outcome"] == "deleted" or not (self._root / beside(file, things)).is_file():
            return
        found = texts.read_list(self._renamed_in(self._read(beside(file, things))))
        which = {name: fields[name] for name in ("path", "entry_id") if module == "wiki" or name == "entry_id"}
        size = COMMENTS if things == "comments" else THREADS
        for start in range(0, len(found), size):
            some = {things: found[start : start + size]}
            await self._session.call(f"courant.{module}.remark.put", **which, **some)

    async def _upload(self, report: Report, one: dict[str, Any]) -> None:
        module, name = report.target.module, one["name"]
        try:
            if await self._is_there(module, name):
                return
            content = self._inside(media.place(module, name)).read_bytes()
            stored = await self._stored(module, one.get("title") or name, content)
        except OSError:
            report.notes.append(Note(media.index(module), "missing file", name))
            return
        except Unreadable as problem:
            report.notes.append(Note(media.place(module, name), "file rejected", str(problem)))
            return
        except ONE_REFUSED as problem:
            report.notes.append(Note(media.place(module, name), "file rejected", problem.message))
            return
        report.pictures += 1
        if stored != name:
            self._renamed[f"/media/{module}/{name}"] = f"/media/{module}/{stored}"
        said = {key: one.get(key, "") for key in ("title", "alt", "folder")}
        try:
            await self._session.call(f"courant.{module}.media.describe", name=stored, **said)
        except ONE_REFUSED as problem:
            report.notes.append(Note(media.place(module, name), "description rejected", problem.message))

    async def _is_there(self, module: str, name: str) -> bool:
        try:
            await self._session.call(f"courant.{module}.media.get", name=name, start=media.LARGEST)
        except ONE_REFUSED as problem:
            if isinstance(problem, NotFound):
                return False
            raise
        return True

    async def _stored(self, module: str, title: str, content: bytes) -> str:
        begun = await self._session.call(f"courant.{module}.upload.begin", name=title, size=len(content))
        for start in range(0, len(content), PIECE):
            data = content[start : start + PIECE]
            await self._session.call(f"courant.{module}.upload.put", upload=begun["upload"], offset=start, data=data)
        stored = await self._session.call(f"courant.{module}.upload.finish", upload=begun["upload"])
        return str(stored["name"])

    def _renamed_in(self, content: str) -> str:
        """The text with the names that pictures have here."""
        for before, after in self._renamed.items():
            content = content.replace(before, after)
        return content

    def _read(self, name: str) -> str:
        file = self._inside(name)
        if file.stat().st_size > shelf.LARGEST:
            raise Unreadable(f"it has more than {shelf.LARGEST:,} bytes")
        return file.read_bytes().decode()

    def _inside(self, name: str) -> Path:
        """A file of the export; raises Unreadable if a link on the way to it leads elsewhere."""
        file = self._root / name
        if file.is_symlink() or not file.resolve().is_relative_to(self._root.resolve()):
            raise Unreadable("it leads elsewhere")
        return file
