"""Reads a folder of posts as Zola, Hugo and Jekyll organise them, for the blog."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from courant_cli.imports.batch import Batch, Document, Lead, Picture, Piece, Target
from courant_cli.imports.reading.addresses import pieces
from courant_cli.imports.reading.folder import PICTURES, Folder
from courant_cli.imports.reading.front_matter import Source, Unreadable
from courant_cli.imports.sources import dialects, written
from courant_cli.imports.sources.site import Site
from courant_cli.imports.sources.site import site as site_of
from courant_cli.imports.targets.blog import translations
from courant_cli.imports.targets.blog.links import Links
from courant_cli.imports.targets.blog.meta import meta, slug_of
from courant_cli.imports.targets.blog.post import Post
from courant_cli.imports.targets.publishing import Publishing
from courant_cli.imports.telling import Tell, nobody

BLOG = Target(
    "blog", "posts", "courant.blog.media.add", "courant.blog.post.import", "courant.blog.post.import_many", "path",
    "courant.blog.source.list", "source",
)  # fmt: skip
LONGEST_PATH, MOST_ALIASES, LONGEST_ALT = 300, 50, 300
_INSIDE_SITE = frozenset().union(*(one.content for one in dialects.ALL))


def read(root: Path, name: str, site: str = "", *, finished: bool = False, tell: Tell = nobody) -> Batch:
    """All posts of a folder; `name` identifies the folder, `site` is the address where it was published.

    In a folder of `finished` Markdown, marks of site generators mean nothing, and neither do names of folders.
    """
    folder = Folder(root, root.resolve().parent if root.resolve().name in _INSIDE_SITE else None)
    batch = Batch(BLOG)
    posts = _placed(list(_posts(folder, batch, tell, finished=finished)))
    translations.link(posts, name)
    links = Links(folder, posts, site)
    for number, post in enumerate(posts, 1):
        batch.documents.append(_document(post, name, links, batch, finished=finished))
        batch.leads += [Lead(f"/?{one}", post.file) for one in post.meta.queries]
        tell("Linking", number, len(posts))
    _note_others(folder, batch, posts)
    return batch


def _posts(folder: Folder, batch: Batch, tell: Tell, *, finished: bool) -> Iterator[Post]:
    here = site_of(folder)
    files = [file for file in folder.files() if written.is_post(file)]
    publishing = Publishing(folder, here, files, finished=finished)
    for number, file in enumerate(files, 1):
        tell("Reading", number, len(files))
        try:
            source = written.read(folder, file)
        except Unreadable as reason:
            batch.note(file, str(reason).partition(":")[0], [str(reason).partition(": ")[2]])
            continue
        if source is None:
            batch.note(file, "unsupported kind of file")
            continue
        batch.note(file, "part of the front matter that cannot be read", source.unread)
        if why_not := _no_post(file, source):
            batch.note(file, why_not)
        elif post := _dated(folder, _post(file, source, here, publishing), batch):
            if finished and not post.meta.named:  # an export names every address that there was
                post.meta.path, post.meta.others = "", []
            yield post


def _post(file: str, source: Source, here: Site, publishing: Publishing) -> Post:
    values = publishing.values(file, source)
    return Post(file, meta(file, values, here, publishing.reasons(file, source)), source.text)


def _no_post(file: str, source: Source) -> str:
    if PurePosixPath(file).stem.split(".")[0] == "_index":
        return "page of a section: the blog generates its lists of sections itself"
    return "" if source.text.strip() else "no text"


def _dated(folder: Folder, post: Post, batch: Batch) -> Post | None:
    """The post with a date for import, or None if a public post has no date."""
    now = datetime.now(UTC)
    unclear = [what for kind, what in post.meta.problems if kind == "bad date"]
    if post.meta.moment is None and post.meta.draft and not unclear:
        post.meta.moment = datetime.fromtimestamp(int((folder.root / post.file).stat().st_mtime), UTC)
    if post.meta.moment is None:
        batch.note(post.file, "no date", unclear or [""])
        return None
    if post.meta.moment > now and not post.meta.state:
        post.meta.state = "scheduled"
        post.meta.problems.append(("scheduled, since its date is in the future", f"{post.meta.moment:%Y-%m-%d}"))
    return post


def _placed(posts: list[Post]) -> list[Post]:
    """The posts in order, with unique addresses; posts of the same day get increasing times."""
    taken: set[str] = set()
    last = datetime(2, 1, 1, tzinfo=UTC)  # before every post, and a date in every zone
    posts.sort(key=lambda post: (post.meta.moment or last, post.meta.path, post.file))
    for post in posts:
        moment = post.meta.moment or last
        later = last + timedelta(seconds=1)
        later = later.astimezone(moment.tzinfo)
        last = post.meta.moment = later if moment <= last and later.date() == moment.date() else moment
        post.meta.slug = _free(f"/blog/{last:%Y/%m/%d}/", post.meta.slug, taken)
        post.location = "" if post.meta.draft else quote(f"/blog/{last:%Y/%m/%d}/{post.meta.slug}/")
    return posts


def _free(day: str, slug: str, taken: set[str]) -> str:
    names = chain([slug], (f"{slug[:74]}-{number}" for number in count(2)))
    free = next(name for name in names if day + name not in taken)
    taken.add(day + free)
    return free


def _document(post: Post, name: str, links: Links, batch: Batch, *, finished: bool) -> Document:
    text = _without_title(post.meta.title, post.text)
    text, changes = (text, []) if finished else dialects.read(text)
    row = pieces(text if finished else links.wikilinks(text), links.of(post, batch))
    for kind, what in (*post.meta.problems, *changes):
        batch.note(post.file, kind, [what])
    return Document(post.file, post.location, _fields(post, name), row, _cover(post, row, links, batch))


def _cover(post: Post, row: tuple[Piece, ...], links: Links, batch: Batch) -> Picture | None:
    """The picture that stands for the post, which is shown above its text and in lists; none if the text shows it."""
    if not post.meta.image:
        return None
    found = links.of(post, batch)(post.meta.image)
    if not isinstance(found, Picture):
        batch.note(post.file, "picture of the post that is not in the folder", [post.meta.image])
        return None
    if any(isinstance(piece, Picture) and piece.file == found.file for piece in row):
        return None
    return found


def _fields(post: Post, name: str) -> dict[str, Any]:
    known = post.meta
    return {
        "source": f"{name}/{post.file}"[-300:],
        "title": known.title,
        "date": known.moment.isoformat() if known.moment else "",
        "day": f"{known.moment:%Y-%m-%d}" if known.moment and not known.timed else "",
        "updated": known.updated.isoformat() if known.updated else "",
        "authors": known.authors,
        "slug": known.slug,
        "section": known.section,
        "summary": known.summary,
        "tags": known.tags,
        "aliases": _aliases(post),
        "published": not known.draft,
        **_around(post),
    }


def _around(post: Post) -> dict[str, Any]:
    """What few posts have."""
    known = post.meta
    found = {
        "state": "" if known.state == "draft" else known.state,
        "cover_alt": known.pictured[:LONGEST_ALT] if known.image else "",
        "series": known.series,
        "part": known.part,
        "pinned": known.pinned,
        "language": known.language,
        "translation": post.translation,
    }
    return {name: value for name, value in found.items() if value}


def _aliases(post: Post) -> list[str]:
    """The old addresses, except the one that the post keeps."""
    known = post.meta
    old = dict.fromkeys(filter(None, (known.path, *known.others, *known.aliases)))
    return [one for one in old if f"/{one}/" != post.location and len(one) <= LONGEST_PATH][:MOST_ALIASES]


def _without_title(title: str, text: str) -> str:
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") and slug_of(first[2:]) == slug_of(title) else text


def _note_others(folder: Folder, batch: Batch, posts: Iterable[Post]) -> None:
    shown = {folder.name(file) for file in batch.pictures}
    files = frozenset(folder.files())
    for file in sorted(files):
        suffix = Path(file).suffix.lower()
        if suffix in PICTURES and file not in shown:
            batch.note(file, "image that no post uses")
        elif suffix not in PICTURES and not written.is_post(file) and not written.is_beside(file, files):
            batch.note(file, "unsupported kind of file")
