"""The statistics as a table for spreadsheets."""

import csv
import io

from courant_kit.calls.errors import Forbidden
from courant_web.models import User

from .fake_router import FakeRouter
from .http_reader import Reader

FOUND = {
    "total": 3, "days": [{"day": "2026-11-30", "views": 3}],
    "pages": [{"path": "/shelf/", "title": "=1+1", "author": '@a "b", c', "views": 3}],
    "referrers": [{"host": "", "views": 1}],
}  # fmt: skip


def test_an_editor_downloads_what_the_page_shows_without_formulas(stub: FakeRouter) -> None:
    stub.answer("courant.core.view.list", lambda *_: FOUND)
    editor = Reader().sign_up("eve")
    User.objects.filter(username="eve").update(role="editor")
    answer = editor.get("/statistics/views.csv?days=7")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="views.csv"'
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == [
        ["Kind", "Name", "Title", "Author", "Views"], ["Day", "2026-11-30", "", "", "3"],
        ["Page", "/shelf/", "'=1+1", "'@a \"b\", c", "3"], ["Site", "Others", "", "", "1"],
    ]  # fmt: skip
    editor.get("/statistics/views.csv?path=/shelf/&days=x")
    asked = [(person["role"], fields) for uri, person, fields in stub.calls if uri == "courant.core.view.list"]
    assert asked == [("editor", {"path": "", "days": 7}), ("editor", {"path": "/shelf/", "days": 30})]


def test_who_may_not_see_the_page_gets_no_table(stub: FakeRouter, reader: Reader) -> None:
    stub.answer("courant.core.view.list", lambda *_: Forbidden("Only for editors."))
    answer = reader.get("/statistics/views.csv")
    assert answer.status_code == 403
    assert "Only for editors." in answer.text
