"""Pictures and files that were pushed: uploaded under the names that the site gives them."""

from collections.abc import Callable, Iterable

from courant_kit.calls.errors import NotFound
from courant_kit.process.wamp import Session

from courant_cli.exports.folder import media
from courant_cli.imports.sending import ONE_REFUSED

PIECE = 512 * 1024


class Uploads:
    """Uploads what the wiki's library does not have; `read` gives the content of a file of the commit."""

    def __init__(self, session: Session, read: Callable[[str], bytes]) -> None:
        self._session, self._read = session, read

    async def stored(self, names: Iterable[str]) -> dict[str, str]:
        """The names that these files have on the site, where those are others; what is rejected stays as it is."""
        found: dict[str, str] = {}
        for name in sorted(names):
            try:
                if not await self._is_there(name) and (new := await self._store(name)) != name:
                    found[name] = new
            except ONE_REFUSED:
                continue
        return found

    async def _is_there(self, name: str) -> bool:
        try:
            await self._session.call("courant.wiki.media.get", name=name, start=media.LARGEST)
        except ONE_REFUSED as problem:
            if isinstance(problem, NotFound):
                return False
            raise
        return True

    async def _store(self, name: str) -> str:
        content = self._read(name)
        begun = await self._session.call("courant.wiki.upload.begin", name=name, size=len(content))
        for start in range(0, len(content), PIECE):
            data = content[start : start + PIECE]
            await self._session.call("courant.wiki.upload.put", upload=begun["upload"], offset=start, data=data)
        return str((await self._session.call("courant.wiki.upload.finish", upload=begun["upload"]))["name"])
