"""Links between documents have a target, and named files exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image

from tests.docs.documents import DOCS, addresses, documents
from tests.router import ROOT

NAMED = re.compile(r"`((?:services|web|cli|router|tests|docs|deploy|examples|bench|requirements)/[\w./-]+)`")
HEADING = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """The ids of a document's headings, as GitHub and the wiki make them."""
    words = (re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", found) for found in HEADING.findall(document.read_text()))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in words}


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    for address in addresses(document):
        parts = urlsplit(address)
        if parts.scheme:
            assert parts.scheme == "https", address
            continue
        target = (document.parent / unquote(parts.path)).resolve() if parts.path else document
        assert target.exists(), address
        assert not parts.fragment or parts.fragment in anchors(target), address


@pytest.mark.parametrize("document", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_work_in_the_wiki_too(document: Path) -> None:
    for address in addresses(document):
        parts = urlsplit(address)
        assert parts.scheme or (document.parent / parts.path).resolve().is_relative_to(DOCS), address


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_are_there(document: Path) -> None:
    for name in NAMED.findall(document.read_text()):
        assert (ROOT / name).exists(), name


def test_every_document_is_in_the_summary_and_the_other_way_round() -> None:
    listed = [(DOCS / address).resolve() for address in addresses(DOCS / "SUMMARY.md")]
    assert sorted(listed) == sorted(path for path in DOCS.rglob("*.md") if path.name != "SUMMARY.md")


@pytest.mark.parametrize("name", ["front.png", "two-windows.webp"])
def test_the_pictures_in_the_readme_are_light(name: str) -> None:
    assert (DOCS / "images" / name).stat().st_size < 300_000


def test_the_moving_picture_is_short_and_starts_again() -> None:
    with Image.open(DOCS / "images" / "two-windows.webp") as film:
        assert film.info["loop"] == 0
        assert 5_000 < sum(_milliseconds(film)) < 12_000


def _milliseconds(film: Any) -> Iterator[int]:
    for frame in range(film.n_frames):
        film.seek(frame)
        film.load()
        yield film.info["duration"]


def test_the_code_map_names_modules_that_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    kit = text.partition("## Code map")[2].partition("`services/core`")[0]
    cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", kit, re.MULTILINE)
    for name in re.findall(r"`(\w+)`", " ".join(cells)):
        folder = ROOT / "services" / "kit" / "courant_kit"
        assert (folder / f"{name}.py").exists() or (folder / name).is_dir(), name
