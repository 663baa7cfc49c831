"""What the configuration and the data files of a site say for many of its files: addresses, values, what is public."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from courant_cli.imports.reading.folder import Folder
from courant_cli.imports.reading.front_matter import Unreadable, configuration, listed, parted
from courant_cli.imports.sources import languages as languages_of

_JEKYLL = ("_config.yml", "_config.yaml")
_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json")
_HUGO_FOLDER = "config/_default"
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_DATA = (".json", ".11tydata.json")


@dataclass(frozen=True, slots=True)
class Site:
    """The site around a folder.

    `permalink` is Jekyll's template, `permalinks` are Hugo's by section; `collections` are folders that Jekyll
    publishes, and `excluded` are globs of files that are left out. `sections` has the values of sections by their file
    (`_index.md`), those of Eleventy's data files and of the configuration included. `hugo` says whether the site looks
    like Hugo's or Zola's. `languages` are those of the site by their codes, `language` is that of files that name none.
    `translated` are files that lie beside another one of the same name, or of the same name with another language.
    """

    permalink: str = ""
    permalinks: Mapping[str, str] = field(default_factory=dict)
    collections: frozenset[str] = frozenset()
    excluded: tuple[str, ...] = ()
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    hugo: bool = False
    languages: frozenset[str] = frozenset()
    language: str = ""
    translated: frozenset[str] = frozenset()

    def language_of(self, file: str) -> str:
        """The code of a file's language, if its name ends in one (`index.de.md`) and it is not the site's own."""
        name, _, code = PurePosixPath(file).stem.rpartition(".")
        known = code in self.languages or (name in {"index", "_index"} and bool(_CODE.fullmatch(code)))
        return code if (known or file in self.translated) and code != self.language else ""

    def without_language(self, file: str) -> str:
        """The file's path without a language at the end of its name."""
        path = PurePosixPath(file)
        name, _, code = path.stem.rpartition(".")
        told = self.language_of(file) or (code == self.language and code)
        return str(path.with_name(f"{name}{path.suffix}")) if told and name else file


def site(folder: Folder) -> Site:
    """The site around a folder, as far as its files may be read."""
    jekyll, hugo = _first(folder, _JEKYLL), _hugo(folder)
    sections = dict(_sections(folder))
    _add(sections, "_index.md", listed(hugo.get("cascade")))
    _add(sections, "_index.md", list(_defaults(jekyll)))
    for file, values in _data(folder):
        _add(sections, file, [values])
    permalinks, languages = hugo.get("permalinks"), hugo.get("languages")
    permalinks = permalinks.get("page", permalinks) if isinstance(permalinks, Mapping) else {}
    return Site(
        permalink=str(jekyll.get("permalink") or ""),
        permalinks={key: str(value) for key, value in permalinks.items() if not isinstance(value, Mapping)}
        | dict(_collected(jekyll.get("collections"))),
        collections=frozenset(_published(jekyll.get("collections"))),
        excluded=tuple(_excluded(folder, jekyll, hugo)),
        sections=sections,
        languages=frozenset(map(str, languages)) if isinstance(languages, Mapping) else frozenset(),
        language=str(hugo.get("defaultcontentlanguage") or hugo.get("default_language") or ""),
        translated=languages_of.translated(folder.files()),
        hugo=bool(hugo) or any(PurePosixPath(name).name == "_index.md" for name in folder.files()),
    )


def _sections(folder: Folder) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in folder.files():
        path = PurePosixPath(file)
        if path.stem.split(".")[0] == "_index" and path.suffix.lower() in {".md", ".markdown", ".html"}:
            try:
                source = parted(folder.read(file))
            except Unreadable:
                # What cannot be read may say that all below it is private.
                yield f"{path.parent}/_index.md", {"cascade": {"draft": "in a file that cannot be read"}}
                continue
            unread = {f"unread {number}": one for number, one in enumerate(source.unread)}
            yield f"{path.parent}/_index.md", {**source.values, **({"draft": "unclear"} if unread else {})}


def _add(sections: dict[str, Mapping[str, Any]], file: str, cascades: list[Any]) -> None:
    """Let values cascade from a folder, before those of its section, which win."""
    if cascades:
        known = sections.get(str(PurePosixPath(file)), sections.get(file, {}))
        sections[file] = {**known, "cascade": [*cascades, *listed(known.get("cascade"))]}


def _data(folder: Folder) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Eleventy's data files (`posts/posts.json`, `posts/posts.11tydata.json`), which hold for all of a folder."""
    for file in folder.files():
        path = PurePosixPath(file)
        own = path.parent.name or folder.root.name
        if path.name in {f"{own}{ending}" for ending in _DATA}:
            values = configuration(_text(folder.root / file), "json")
            if values:
                yield f"{path.parent}/_index.md", values


def _defaults(jekyll: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Jekyll's defaults as cascades: the values that hold for a path."""
    for one in listed(jekyll.get("defaults")):
        scope, values = (one.get("scope"), one.get("values")) if isinstance(one, Mapping) else (None, None)
        if isinstance(scope, Mapping) and isinstance(values, Mapping):
            path = str(scope.get("path") or "").strip("/")
            of_posts = str(scope.get("type") or "posts") in {"posts", "drafts"}
            if of_posts:
                yield {**values, "target": {"path": f"/{path}*" if path else "/**"}}


def _published(collections: Any) -> Iterator[str]:
    if isinstance(collections, Mapping):
        for name, options in collections.items():
            if isinstance(options, Mapping) and str(options.get("output")).lower() == "true":
                yield str(name)


def _collected(collections: Any) -> Iterator[tuple[str, str]]:
    """The templates of Jekyll's collections; `:path` and `:name` are the file's."""
    for name, options in collections.items() if isinstance(collections, Mapping) else ():
        if isinstance(options, Mapping) and options.get("permalink") and name != "posts":
            yield str(name), str(options["permalink"]).replace(":collection", str(name))


def _excluded(folder: Folder, jekyll: Mapping[str, Any], zola: Mapping[str, Any]) -> Iterator[str]:
    """Jekyll's `exclude`, Zola's `ignored_content`, and Eleventy's file of what it ignores."""
    lines = (*listed(jekyll.get("exclude")), *listed(zola.get("ignored_content")))
    for line in (*lines, *_found(folder, ".eleventyignore").splitlines()):
        glob = str(line).strip().removeprefix("./").rstrip("/")
        if glob and not glob.startswith(("#", "!")):
            yield glob


def _hugo(folder: Folder) -> dict[str, Any]:
    found = _first(folder, _HUGO)
    for name in ("permalinks", "cascade", "languages"):
        for style in ("toml", "yaml", "yml", "json"):
            if text := _found(folder, f"{_HUGO_FOLDER}/{name}.{style}"):
                found.setdefault(name, configuration(text, style))
    return found


def _first(folder: Folder, names: tuple[str, ...]) -> dict[str, Any]:
    for name in names:
        if text := _found(folder, name):
            return configuration(text, name.rpartition(".")[2])
    return {}


def _found(folder: Folder, name: str) -> str:
    return next(filter(None, (_text(start / name) for start in (folder.root, folder.bounds))), "")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
