"""Texts that wait on the disk come back as they were."""

from pathlib import Path

from courant_cli.imports.batch import Document, Picture
from courant_cli.imports.shelf import Shelf


def test_texts_and_pictures_come_back() -> None:
    shelf = Shelf()
    first = shelf.put(("see ", Picture(Path("/a/ü.png"), "ü.png"), " and\nmore"))
    words = shelf.text("Größe 字")
    second = shelf.put(("words",))
    assert tuple(first) == tuple(first) == ("see ", Picture(Path("/a/ü.png"), "ü.png"), " and\nmore")
    assert (words(), tuple(second)) == ("Größe 字", ("words",))
    assert (first.size, first.pictures, second.pictures) == (13, {Path("/a/ü.png")}, set())


def test_a_document_asks_for_its_text_when_it_is_sent() -> None:
    text = Shelf().put(("see ", Picture(Path("/a.png"), "a.png")))
    document = Document("a.md", "/wiki/a/", {"title": "A"}, text)
    assert (document.size, document.pictures) == (4, {Path("/a.png")})
    assert document.request({Path("/a.png"): "/media/x.png"}) == {"title": "A", "text": "see /media/x.png"}
