"""Uploads over HTTP: who gets them, for how long, under which headers; and files in forms without JavaScript."""

from typing import Any

import pytest
from courant_kit.calls.errors import CourantError, Forbidden, Invalid, TooLarge
from courant_kit.wire.uploads import PIECE

from .fake_router import FakeRouter
from .http_reader import OWN, Reader, main

PHOTO = "/media/shelf/photo.jpg"
GET = "courant.shelf.media.get"


def asked(stub: FakeRouter, uri: str) -> list[dict[str, Any]]:
    """The fields of the calls of a procedure."""
    return [fields for called, _, fields in stub.calls if called == uri]


def photo(person: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any] | CourantError:
    """A picture that only Ada may see."""
    if person["name"] != "ada":
        return Forbidden("This file is not for everybody.")
    return {"name": "photo.jpg", "content_type": "image/jpeg", "data": b"photo", "size": 5, "shared": False}


def test_a_private_file_is_asked_for_each_time(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(GET, photo)
    ada = reader.sign_up("ada")
    for _ in range(2):
        answer = ada.get(PHOTO)
        assert (answer.status_code, answer.content) == (200, b"photo")
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert Reader().get(PHOTO).status_code == 403
    calls = len(asked(stub, GET))
    again = ada.get(PHOTO, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(asked(stub, GET)) == calls + 2
    grace = Reader().sign_up("grace")
    assert grace.get(PHOTO, **{"If-None-Match": answer.headers["ETag"]}).status_code == 403


def test_a_shared_file_is_cached_until_its_text_is_for_fewer_people(reader: Reader, stub: FakeRouter) -> None:
    shared: dict[str, Any] = {"name": "photo.jpg", "content_type": "image/jpeg", "data": b"photo", "shared": True}
    stub.answer(GET, lambda *_: {**shared, "fragments": {"shelf.notes": 1}})
    for _ in range(3):
        assert reader.get(PHOTO).content == b"photo"
    assert len(asked(stub, GET)) == 1
    assert "s-maxage=300" in reader.get(PHOTO).headers["Cache-Control"]
    stub.answer(GET, photo)
    stub.publish("shelf.notes", 2, None)
    assert reader.get(PHOTO).status_code == 403


def test_a_large_file_is_put_together(reader: Reader, stub: FakeRouter) -> None:
    def part(_: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        start = fields.get("start", 0)
        return {"name": "a", "content_type": "application/pdf", "data": b"0123456789"[start : start + 4], "size": 10,
                "title": "Ä “b”.pdf"}  # fmt: skip

    stub.answer(GET, part)
    answer = reader.get("/media/shelf/a.pdf")
    assert answer.content == b"0123456789"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%84%20%E2%80%9Cb%E2%80%9D.pdf"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


@pytest.fixture
def uploads(stub: FakeRouter) -> list[bytes]:
    """The files that the shelf has received."""
    files: list[bytes] = []
    state: dict[str, Any] = {"upload": "f", "offset": 0, "piece": PIECE}

    def begin(_: dict[str, Any], fields: dict[str, Any]) -> Any:
        if fields["size"] > 2 * PIECE:
            return TooLarge("“big.png” has 1.1 MB; at most 1 MB are accepted.", field="size")
        files.append(b"")
        return state

    def put(_: dict[str, Any], fields: dict[str, Any]) -> Any:
        assert fields["offset"] == len(files[-1])
        files[-1] += fields["data"]
        return {**state, "offset": len(files[-1])}

    def finish(_: dict[str, Any], __: dict[str, Any]) -> Any:
        if files[-1].startswith(b"bad"):
            return Invalid("This picture is damaged or not complete.", field="data")
        number = len(files)
        path = f"/media/shelf/{number}.png"
        about = {"title": "t", "content_type": "image/png", "markdown": f"![]({path})"}
        return {"path": path, "name": f"{number}.png", **about}

    for verb, answer in (("begin", begin), ("put", put), ("finish", finish)):
        stub.answer(f"courant.shelf.upload.{verb}", answer)
    return files


def test_files_of_a_form_become_a_part_of_its_text(reader: Reader, stub: FakeRouter, uploads: list[bytes]) -> None:
    large = b"x" * (PIECE + 1)
    files = [("upload", ("a.png", large)), ("upload", ("b.png", b"small")), ("upload", ("", b""))]
    form = {"text": "Words\n", "upload_alt": "Two [things]"}
    answer = reader.ask("POST", "/call/courant.shelf.note.add/", data=form, files=files, headers=OWN)
    assert answer.status_code == 303
    assert uploads == [large, b"small"]
    words = "![Two \\[things\\]](/media/shelf/{}.png)".format
    assert asked(stub, "courant.shelf.note.add") == [{"text": f"Words\n\n{words(1)}\n\n{words(2)}"}]


def test_a_form_without_files_has_no_description_of_them(reader: Reader, stub: FakeRouter) -> None:
    form = {"text": "Words", "upload_alt": "Nothing"}
    empty = [("upload", ("", b""))]
    reader.ask("POST", "/call/courant.shelf.note.add/", data=form, files=empty, headers=OWN)
    assert asked(stub, "courant.shelf.note.add") == [{"text": "Words"}]


@pytest.mark.parametrize(("data", "words"), [(b"bad", "damaged or not"), (b"x" * (2 * PIECE + 1), "at most 1 MB")])
def test_a_file_that_is_refused_loses_no_words(
    reader: Reader, stub: FakeRouter, uploads: list[bytes], data: bytes, words: str
) -> None:
    files = [("upload", ("big.png", data))]
    answer = reader.ask("POST", "/call/courant.shelf.note.add/", data={"text": "My words"}, files=files, headers=OWN)
    assert answer.status_code in {413, 422}
    assert words in main(answer)
    assert "My words" in main(answer)
    assert asked(stub, "courant.shelf.note.add") == []


def test_the_library_takes_files(reader: Reader, stub: FakeRouter, uploads: list[bytes]) -> None:
    files = [("upload", ("a.png", b"one")), ("upload", ("b.png", b"two"))]
    answer = reader.ask("POST", "/media/shelf/~upload", files=files, headers=OWN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/media/shelf/")
    assert uploads == [b"one", b"two"]
    assert reader.get("/media/shelf/~upload").status_code == 405
    assert reader.ask("POST", "/media/shelf/~upload", files=files).status_code == 403
