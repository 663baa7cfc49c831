"""A module's browser files: which are read, which are rejected at start, and how pages load them."""

from pathlib import Path

import pytest
from courant_kit.calls.caller import EVERYONE
from courant_kit.calls.errors import Internal, NotFound
from courant_kit.content import assets
from courant_kit.module import Module
from courant_kit.testing import Stage
from courant_kit.wire import standard
from courant_kit.wire.contract import Contract, page
from courant_kit.wire.page import Page, page_from

PAGE = page("courant.jar.page.all")
OTHER = page("courant.jar.page.other")
WRONG = page("courant.jar.page.wrong")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a script that imports another, a style, and files that must not be served."""
    static = tmp_path / "static"
    (static / "parts").mkdir(parents=True)
    (static / "jar.js").write_text("import './parts/lid.js';")
    (static / "parts" / "lid.js").write_text("export {};")
    (static / "jar.css").write_text("jar-lid { color: red }")
    (static / "README.md").write_text("for developers")
    (static / ".hidden.js").write_text("secret")
    (static / f"{'x' * 200}.js").write_text("too long a name")
    (tmp_path / "outside.js").write_text("secret")
    (static / "linked.js").symlink_to(tmp_path / "outside.js")
    return static


def build(folder: Path, **named: list[str]) -> Module:
    """A module with these files, and pages that load more."""
    module = Module("jar", "Jar", Contract.of("jar", {"a": PAGE, "b": OTHER, "c": WRONG}), static=folder, **named)
    pages = {
        PAGE: Page(title="All"),
        OTHER: Page(title="Other", scripts=["parts/lid.js"], styles=["jar.css"]),
        WRONG: Page(title="Wrong", scripts=["none.js"]),
    }
    for procedure, shown in pages.items():
        module.handles(procedure)(lambda _caller, _request, shown=shown: shown)
    return module


def test_only_files_that_browsers_need_are_read(folder: Path) -> None:
    assert set(assets.read(folder)) == {"jar.js", "parts/lid.js", "jar.css"}
    assert assets.read(folder / "none") == {}


def test_the_hash_is_that_of_the_whole_folder(folder: Path) -> None:
    before = build(folder, scripts=["jar.js"]).manifest.scripts
    assert build(folder, scripts=["jar.js"]).manifest.scripts == before
    (folder / "README.md").write_text("changed")
    assert build(folder, scripts=["jar.js"]).manifest.scripts == before
    (folder / "parts" / "lid.js").write_text("export default 1;")
    assert build(folder, scripts=["jar.js"]).manifest.scripts != before


@pytest.mark.parametrize(
    ("field", "name"),
    [("scripts", "none.js"), ("styles", "none.css"), ("scripts", "../outside.js"), ("scripts", "linked.js"),
     ("scripts", ".hidden.js"), ("scripts", "README.md"), ("styles", "jar.js"), ("scripts", "jar.css")],
)  # fmt: skip
def test_a_wrong_name_is_refused_at_start(folder: Path, field: str, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        build(folder, **{field: [name]})


def test_what_is_too_large_is_refused_at_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "LARGEST", 20)
    with pytest.raises(ValueError, match=r"jar\.css has 22 bytes"):
        assets.read(folder)
    monkeypatch.setattr(assets, "LARGEST", 200)
    monkeypatch.setattr(assets, "LARGEST_FOLDER", 40)
    with pytest.raises(ValueError, match="more than 40 bytes"):
        assets.read(folder)


@pytest.mark.django_db(transaction=True)
def test_every_page_loads_them_and_a_page_may_load_more(folder: Path) -> None:
    module = build(folder, scripts=["jar.js"], styles=["jar.css"])
    stage, base = Stage(module), f"/assets/jar/{module.assets.version}/"
    shown = page_from(stage.call(PAGE, "visitor"))
    assert (shown.scripts, shown.styles) == ([f"{base}jar.js"], [f"{base}jar.css"])
    assert (module.manifest.scripts, module.manifest.styles) == (shown.scripts, shown.styles)
    other = page_from(stage.call(OTHER, "visitor"))
    assert (other.scripts, other.styles) == ([f"{base}jar.js", f"{base}parts/lid.js"], [f"{base}jar.css"])


@pytest.mark.django_db(transaction=True)
def test_a_page_that_names_a_file_that_is_not_there_is_a_fault(folder: Path) -> None:
    stage = Stage(build(folder))
    assert page_from(stage.call(PAGE, "visitor")).scripts == []
    with pytest.raises(Internal):
        stage.call(WRONG, "visitor")


@pytest.mark.django_db(transaction=True)
def test_everybody_may_read_a_file_under_its_version_only(folder: Path) -> None:
    module = build(folder)
    stage, get, version = Stage(module), standard.asset("jar"), module.assets.version
    assert get.who == EVERYONE
    answer = stage.call(get, "visitor", version=version, name="parts/lid.js")
    assert (answer["data"], answer["content_type"]) == (b"export {};", "text/javascript; charset=utf-8")
    for wrong in ({"version": "0" * 16, "name": "jar.js"}, {"version": version, "name": "../outside.js"},
                  {"version": version, "name": "linked.js"}, {"version": version, "name": ""}):  # fmt: skip
        with pytest.raises(NotFound):
            stage.call(get, "visitor", **wrong)
