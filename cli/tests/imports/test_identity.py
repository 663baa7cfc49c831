"""A file keeps its identity when its folder is copied, named from above, or when it becomes a folder."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from content_folders import notes, written
from courant_cli.imports.batch import Batch
from courant_cli.imports.identity import places
from courant_cli.imports.identity.known import GONE, settle
from courant_cli.imports.identity.origin import origin
from courant_cli.imports.targets import blog, wiki
from twisted.internet.defer import ensureDeferred


class Module:
    """A session with a module that has imported what the test has sent."""

    def __init__(self, identity: str = "source") -> None:
        self.identity = identity
        self.known: dict[str, dict[str, Any]] = {}
        self.created = 0

    async def call(self, uri: str, *args: Any, **fields: Any) -> Any:
        """List the sources, one at a time."""
        left = sorted(source for source in self.known if source > fields["after"])
        return {"sources": [self.known[source] for source in left[:1]], "more": len(left) > 1}

    def take(self, batch: Batch) -> None:
        """Import a batch as the services do."""
        for document in batch.documents:
            source = document.fields[self.identity]
            was = self.known.pop(document.fields.get("was", ""), None)
            self.created += source not in self.known and was is None
            self.known[source] = {
                "source": source, "title": document.fields["title"], "day": document.fields.get("date", "")[:10],
                "location": document.location, "file": document.fields["source"] if self.identity == "path" else "",
            }  # fmt: skip


def post(title: str = "A title", day: str = "2020-01-02") -> str:
    return f"---\ntitle: {title}\ndate: {day}\n---\nText\n"


def bring(module: Module, directory: Path, below: str = "") -> Batch:
    batch = wiki.read(directory, below) if module.identity == "path" else blog.read(directory, "here")
    done: list[Any] = []
    ensureDeferred(settle(module, batch, directory)).addBoth(done.append)  # type: ignore[arg-type]
    assert isinstance(done[0], list)
    module.take(batch)
    return batch


@pytest.fixture
def module() -> Module:
    return Module()


FILES: dict[str, str | bytes] = {
    "content/posts/a.md": post("A"), "content/posts/2020/b/index.md": post("B"), "content/c.md": post("C"),
}  # fmt: skip
CONFIGURATIONS = [
    {}, {"hugo.toml": 'baseURL = "https://www.fern.blog/"\n'}, {"config.toml": 'base_url = "https://fern.blog"\n'},
    {"_config.yml": "url: https://fern.blog\n"}, {"eleventy.config.js": "export default {}"},
    {"hugo.toml": "baseURL = 'https://example.org/'\n"},
]  # fmt: skip


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_folders_above_and_copies_hold_the_same_posts(
    module: Module, tmp_path: Path, configuration: dict[str, str | bytes]
) -> None:
    site = written(tmp_path / "site", {**FILES, **configuration})
    bring(module, site)
    for directory in (site, site / "content", site / "content/posts", site / "content/posts/2020", site):
        bring(module, directory)
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(site, copy)
    for directory in (copy, copy / "content", site):
        bring(module, directory)
    shutil.copytree(site / "content" / "posts", tmp_path / "posts")
    batch = bring(module, tmp_path / "posts")
    assert module.created == 3
    assert not [note for note in batch.notes if note.kind == GONE]


def test_the_first_import_may_be_of_a_part(module: Module, tmp_path: Path) -> None:
    site = written(tmp_path / "site", FILES)
    bring(module, site / "content/posts/2020")
    bring(module, site)
    assert module.created == 3


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_a_file_and_a_bundle_are_one_post(
    module: Module, tmp_path: Path, configuration: dict[str, str | bytes]
) -> None:
    site = written(tmp_path / "site", {"content/a.md": post(), **configuration})
    bring(module, site)
    (site / "content/a").mkdir()
    (site / "content/a.md").rename(site / "content/a/index.md")
    (site / "content/a/index.md").write_text(post("Another title").replace("Text", "Other"))
    batch = bring(module, site / "content")
    assert module.created == 1
    assert not [note for note in batch.notes if note.kind == GONE]


def test_different_posts_stay_apart(module: Module, tmp_path: Path) -> None:
    for number, name in enumerate(("one/notes", "two/notes", "other")):
        bring(module, written(tmp_path / name, {"intro.md": post(f"Intro {number}", f"2020-01-0{number + 1}")}))
    bring(module, written(tmp_path / "both", {"a.md": post(), "a/index.md": post(), "b/a.md": post()}))
    assert module.created == 6
    for name in ("one/notes", "two/notes", "other", "both"):
        bring(module, tmp_path / name)
    assert module.created == 6


def test_sites_with_addresses_of_their_own_stay_apart(module: Module, tmp_path: Path) -> None:
    for name in ("fern", "moss"):
        files: dict[str, str | bytes] = {"content/a.md": post(), "hugo.toml": f'baseURL = "https://{name}.blog"'}
        bring(module, written(tmp_path / name, files))
    assert sorted(module.known) == ["//fern.blog:content/a", "//moss.blog:content/a"]


def test_a_file_that_moved_within_its_folder_is_the_same(module: Module, tmp_path: Path) -> None:
    site = written(tmp_path, {"a.md": post("A"), "b.md": post("B")})
    bring(module, site)
    written(site, {"2020/a.md": post("A")})
    (site / "a.md").unlink()
    batch = bring(module, site)
    assert (module.created, batch.notes) == (2, [])


def test_a_file_that_is_gone_is_reported(module: Module, tmp_path: Path) -> None:
    site = written(tmp_path / "site", {"a.md": post("A"), "b.md": post("B"), "c/d.md": post("D")})
    bring(module, site)
    (site / "a.md").unlink()
    assert notes(bring(module, site)) == {("a", GONE, "/blog/2020/01/02/a/")}
    assert notes(bring(module, site / "c")) == set()
    module.known = {source: {**one, "deleted": True} for source, one in module.known.items()}
    assert notes(bring(module, site)) == set()


def test_another_folder_of_that_name_is_not_gone(module: Module, tmp_path: Path) -> None:
    for number, name in enumerate(("one/fern/content", "two/fern/content")):
        folder = written(tmp_path / name, {f"{number}.md": post(f"{number}")})
        assert notes(bring(module, folder)) == set()
    assert module.created == 2


def test_a_wiki_page_whose_file_is_gone_is_reported(tmp_path: Path) -> None:
    module = Module("path")
    book = written(tmp_path / "book", {"a.md": "# A", "b/c.md": "# C"})
    bring(module, book)
    other = written(tmp_path / "other", {"x.md": "# X"})
    assert notes(bring(module, other)) == set()
    bring(module, book, "copy")
    assert notes(bring(module, book)) == set()
    (book / "b/c.md").unlink()
    assert notes(bring(module, book)) == {
        ("b/c", GONE, "/wiki/b/c/"), ("b/c", GONE, "/wiki/copy/b/c/"),
    }  # fmt: skip


def test_what_older_versions_imported_is_found(module: Module, tmp_path: Path) -> None:
    site = written(tmp_path / "site", FILES)
    for source, title in (("site/content/posts/a.md", "A"), ("site/content/posts/2020/b/index.md", "B")):
        module.known[source] = {"source": source, "title": title, "day": "2020-01-02"}
    batch = bring(module, site / "content")
    assert module.created == 1
    assert {one.fields["source"] for one in batch.documents} >= set(module.known) - {"site/content:c"}
    bring(module, site)
    assert module.created == 1


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a.md", ("a",)),
        ("a/index.md", ("a",)),
        ("a/index.en.md", ("a.en",)),
        ("a.en.md", ("a.en",)),
        ("index.md", ("index",)),
        ("a/_index.md", ("a", "_index")),
        ("é.markdown", ("é",)),
    ],
)
def test_parts(path: str, parts: tuple[str, ...]) -> None:
    assert places.parts_of(path) == parts


def test_a_source_of_any_length_fits() -> None:
    one, two = (places.source("n", (*["x" * 90] * 5, end)) for end in "ab")
    assert len(one) <= places.LONGEST
    assert one != two


def test_configuration_far_above_is_not_the_sites(tmp_path: Path) -> None:
    written(tmp_path, {"config.toml": "", "a/b/c/d/e/f/g/h/i.md": ""})
    assert origin(tmp_path / "a/b/c/d/e/f/g/h").top.name == "h"
