"""Converts the articles of a dump, on all cores: reading wikitext takes most of an import's time."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import md5
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from courant_kit.content import slugs

from courant_cli.imports.reading.folder import PICTURES, first_of
from courant_cli.imports.sources.mediawiki.dump import Older, WikiText
from courant_cli.imports.sources.mediawiki.titles import Titles, normal
from courant_cli.imports.sources.mediawiki.wikitext import Written, written

Article = WikiText | Older

FEW = 500
"""So many articles are converted faster than other processes start."""
MOST_PROCESSES = 3
"""So that they leave memory and a core for the rest of the machine."""
TOGETHER = 25
CHARACTERS_TOGETHER = 500_000
AHEAD = 2
"""How many parcels of articles wait for each process: never the whole dump."""


@dataclass(slots=True)
class Converted:
    """An article as Markdown, the files and names of the pictures that it shows, and the names of those that lack."""

    page: Written = field(default_factory=Written)
    pictures: list[tuple[Path, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Converter:
    """Knows what links mean, and the folders in which pictures are."""

    titles: Titles
    folders: Sequence[Path]

    def convert(self, text: str) -> Converted:
        """The article with this wikitext."""
        made = Converted()
        made.page = written(text, self.titles.kind, self._address, lambda name: self._picture(name, made))
        return made

    def _address(self, title: str) -> str:
        name, _, part = title.partition("#")
        found, more = self.titles.found(name)
        part = slugs.slug((part or more).replace("_", " "))
        return f"/{quote(self.titles.files[found])}{f'#{part}' if part else ''}" if found else ""

    def _picture(self, name: str, made: Converted) -> str:
        name = normal(name).replace(" ", "_")
        if PurePosixPath(name).suffix.lower() not in PICTURES:
            return ""
        if found := first_of(self.folders, (name, _hashed(name))):
            made.pictures.append((found[0], name))
            return f"/files/{quote(name)}"
        made.missing.append(name)
        return ""


def converted(
    articles: Iterable[Article], converter: Converter, count: int, processes: int = 0
) -> Iterator[tuple[Article, Converted]]:
    """The articles of a dump, which has `count`, in its order, each converted; by several processes if they are many.

    Their older revisions are among them.

    A process that ends by itself ends the import with BrokenProcessPool.
    """
    processes = processes or min(os.cpu_count() or 1, MOST_PROCESSES)
    if count <= FEW or processes == 1:
        yield from ((one, converter.convert(one.text)) for one in articles)
        return
    # Not forked: the thread that draws the bar may hold a lock at that moment.
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(converter,)) as pool:
        waiting: deque[tuple[list[Article], Future[list[Converted]]]] = deque()
        rest = _parcels(articles)
        while True:
            while len(waiting) < AHEAD * processes and (some := next(rest, None)):
                waiting.append((some, pool.submit(_convert, [one.text for one in some])))
            if not waiting:
                break
            some, future = waiting.popleft()
            yield from zip(some, future.result(), strict=True)


def _parcels(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in their order, as many together as a process gets at once."""
    some, size = list[Article](), 0
    for one in articles:
        some.append(one)
        size += len(one.text)
        if len(some) == TOGETHER or size > CHARACTERS_TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


_converters: list[Converter] = []


def _begin(converter: Converter) -> None:
    """Remember the converter of this process."""
    _converters[:] = [converter]


def _convert(texts: list[str]) -> list[Converted]:
    return [_converters[0].convert(text) for text in texts]


def _hashed(name: str) -> str:
    """Where MediaWiki stores an upload: https://www.mediawiki.org/wiki/Manual:$wgHashedUploadDirectory."""
    digits = md5(name.encode(), usedforsecurity=False).hexdigest()
    return f"{digits[0]}/{digits[:2]}/{name}"
