"""Resolves the links and images in imported posts."""

import re
from pathlib import Path, PurePosixPath

from courant_kit.content import locations
from courant_kit.content.slugs import slug

from courant_cli.imports.batch import Batch, Picture, Piece
from courant_cli.imports.reading.addresses import Replace
from courant_cli.imports.reading.folder import MARKDOWN, PICTURES, Folder
from courant_cli.imports.sources.dialects import LINKS
from courant_cli.imports.sources.marks.changing import outside
from courant_cli.imports.sources.old_addresses import NUMBERED, on_host, plain
from courant_cli.imports.targets.blog.post import Post

_WIKILINK = re.compile(r"(?<!!)\[\[(?P<name>[^\[\]|#\n]+)(?P<part>#[^\[\]|\n]*)?(?:\|(?P<words>[^\[\]\n]+))?\]\]")


class Links:
    """The posts by their files and by their old paths; `site` is the address of the old site, or empty."""

    def __init__(self, folder: Folder, posts: list[Post], site: str = "") -> None:
        self._folder, self._site = folder, site.rstrip("/")
        self._files = {folder.root / post.file: post for post in posts}
        self._names = {(post.meta.language, name): post for post in posts for name in _names(post.file)}
        for post in posts:  # `b.de.md` is called `b` in the files of its language
            for name in _names(post.meta.called) if post.meta.called != post.file else ():
                self._names.setdefault((post.meta.language, name), post)
        self._paths: dict[str, Post] = {}
        for ways in (_named, _aliases, _likeliest, _further):  # what is certain comes before what is guessed
            for post in posts:
                for path in ways(post):
                    self._paths.setdefault(_folded(path), post)
        self._queries = {one: post for post in posts for one in post.meta.queries}
        self._whole = {one: post for post in posts for one in post.meta.whole}
        self._lists = {post.meta.section: f"/blog/section/{post.meta.section}/" for post in posts} | {"": "/blog/"}

    def of(self, post: Post, batch: Batch) -> Replace:
        """Replaces the addresses in a post, and notes those that lead nowhere."""

        def replace(address: str) -> Piece | None:
            if address.startswith("#"):
                return None
            if self._site and (address == self._site or address.startswith(f"{self._site}/")):
                return self._stood(address.removeprefix(self._site).lstrip("/"))
            if self._whole and (elsewhere := self._whole.get(on_host(address))):
                return _with_part(elsewhere, locations.parts(address).fragment)
            if locations.parts(address).netloc or (locations.parts(address).scheme and not address.startswith(LINKS)):
                return None
            return (
                self._named(post, address) or self._file(post, address, batch) or self._elsewhere(post, address, batch)
            )

        return replace

    def wikilinks(self, text: str) -> str:
        """The text with links to the notes of a folder, as Obsidian writes them, instead of `[[Note#Part|words]]`."""
        return outside(text, _WIKILINK, self._wikilink) if "[[" in text else text

    def _wikilink(self, found: re.Match[str]) -> str:
        name = found["name"].strip().strip("/")
        post = self._names.get(("", name)) or self._names.get(("", f"{name}.md"))
        part = slug((found["part"] or "").strip("#^ "))
        address = _with_part(post, part)
        return f"[{found['words'] or name}]({address})" if address else found[0]

    def _named(self, post: Post, address: str) -> str | None:
        """The post that a generator's own link syntax refers to: `@/a.md`, `post_url`, `ref`.

        It is in the language of the post with the link, if there is one.
        """
        for start in LINKS:
            if address.startswith(start):
                name, _, part = address.removeprefix(start).partition("#")
                own, known = post.meta.language, name.strip("/")
                return _with_part(self._names.get((own, known)) or self._names.get(("", known)), part)
        return None

    def _file(self, post: Post, address: str, batch: Batch) -> Piece | None:
        """The replacement for an address that is a path in the folder."""
        file = self._folder.found(post.file, address)
        if file is None:
            return None
        if file in self._files:
            return _with_part(self._files[file], locations.parts(address).fragment)
        if file.suffix.lower() in PICTURES:
            return Picture(file, address)
        batch.note(post.file, "link to a file that is not imported", [address])
        return address

    def _elsewhere(self, post: Post, address: str, batch: Batch) -> Piece | None:
        """The replacement for an address that is a path of the old site; one that is not a post's is left unchanged."""
        old = locations.joined(f"/{post.meta.path}/", address)
        found = next(filter(None, (self._stood(one) for one in _from(post, address))), None)
        if found is None and Path(locations.parts(address).path).suffix.lower() in PICTURES:
            batch.note(post.file, "missing image", [address])
        elif found is None and self._site and not address.startswith(("@", *LINKS)):
            batch.note(post.file, "link that still leads to the old site", [address])
            return self._site + old
        elif found is None:
            batch.note(post.file, "broken link", [address])
        return found

    def _stood(self, path: str) -> str | None:
        """The new address on our site for a path of the old one."""
        bare, _, part = path.partition("#")
        if (numbered := NUMBERED.search(bare)) and numbered[1] in self._queries:
            return _with_part(self._queries[numbered[1]], part)
        bare = plain(bare)
        post = self._paths.get(_folded(bare))
        return _with_part(post, part) if post else self._lists.get(bare)


def _named(post: Post) -> list[str]:
    return [post.meta.path] if post.meta.named else []


def _likeliest(post: Post) -> list[str]:
    return [post.meta.path]


def _aliases(post: Post) -> list[str]:
    return post.meta.aliases


def _further(post: Post) -> list[str]:
    return post.meta.others


def _folded(path: str) -> str:
    """A path for comparison: servers answer `a/b`, `a/b.html` and `a/b/index.html` alike, and people mix the case."""
    return re.sub(r"\.html?$", "", path).casefold()


def _from(post: Post, address: str) -> list[str]:
    """The paths of the old site that an address in a post may mean, for each address at which the post may stand."""
    stood = [f"/{one}{end}" for one in (post.meta.path, *post.meta.others) for end in ("/", "")]
    return list(dict.fromkeys(locations.joined(one, address).lstrip("/") for one in stood))


def _with_part(post: Post | None, part: str) -> str | None:
    return f"{post.location}#{part}".removesuffix("#") if post and post.location else None


def _names(file: str) -> set[str]:
    """The names by which generators refer to a file: with and without its extension, with and without its folders."""
    path = PurePosixPath(file)
    names = {file, path.with_suffix("").as_posix(), path.stem, path.name}
    if path.stem == "index":
        names = {file, path.parent.as_posix(), path.parent.name}
    below = path.as_posix().partition("content/")[2]  # Zola's and Hugo's links begin there
    if below:
        names |= {below, PurePosixPath(below).with_suffix("").as_posix()}
    return names | {f"{name}{suffix}" for name in names if not name.endswith(tuple(MARKDOWN)) for suffix in MARKDOWN}
