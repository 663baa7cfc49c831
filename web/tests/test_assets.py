"""Browser code and styles of modules over HTTP."""

import pytest
from courant_kit.calls.errors import NotFound

from .fake_router import FakeRouter
from .http_reader import Reader

GET = "courant.shelf.asset.get"


def test_a_file_is_kept_for_good_by_everybody(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(GET, lambda *_: {"name": "x.js", "content_type": "text/html", "data": b"export default 1;"})
    for who in (reader, reader.sign_up("ada")):
        answer = who.get("/assets/shelf/1f/x.js")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8", "not what the module calls it"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    asked = [fields for uri, _, fields in stub.calls if uri == GET]
    assert asked == [{"version": "1f", "name": "x.js"}], "web keeps it"


def test_a_drawing_runs_nothing(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(GET, lambda *_: {"name": "a/b.svg", "content_type": "image/svg+xml", "data": b"<svg/>"})
    answer = reader.get("/assets/shelf/1f/a/b.svg")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_another_version_is_not_there_and_nobody_remembers_that(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(GET, lambda *_: NotFound("There is no such file."))
    for _ in range(2):
        answer = reader.get("/assets/shelf/2e/x.js")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert [uri for uri, _, _ in stub.calls].count(GET) == 2


@pytest.mark.parametrize("name", ["x.html", "x.py", ".x.js", "..%2fx.js", "a/..%2fx.js", "a//x.js", "x"])
def test_no_other_kind_of_file_is_asked_for(reader: Reader, stub: FakeRouter, name: str) -> None:
    assert reader.get(f"/assets/shelf/1f/{name}").status_code == 404
    assert GET not in [uri for uri, _, _ in stub.calls]


def test_a_module_that_is_away(reader: Reader) -> None:
    answer = reader.get("/assets/nobody/1f/x.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
