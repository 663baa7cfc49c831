"""Forms without JavaScript: web makes the call, and no typed text is lost."""

import re
from typing import Any

import pytest
from courant_kit.calls.errors import Unavailable
from courant_web.pages import calls, undoing
from django.http import QueryDict
from django.test import RequestFactory

from .fake_router import FakeRouter
from .http_reader import OWN, SITE, Reader, main

ADD = "/call/courant.shelf.note.add/"


def test_a_form_makes_its_call_and_goes_back_with_a_notice(reader: Reader, stub: FakeRouter) -> None:
    answer = reader.post(ADD, {"text": "hello"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/shelf/")
    assert stub.calls[-1][0] == "courant.shelf.note.add"
    assert stub.calls[-1][2] == {"text": "hello"}
    assert "<p>Added.</p>" in reader.get("/shelf/").text
    assert "<p>Added.</p>" not in reader.get("/shelf/").text


def test_a_notice_for_one_reader_is_kept_for_nobody_else(reader: Reader, stub: FakeRouter) -> None:
    reader.post(ADD, {"text": "hello"})
    reader.get("/shelf/")
    assert "<p>Added.</p>" not in Reader().get("/shelf/").text


def test_the_result_says_where_to_go(reader: Reader) -> None:
    assert reader.post(ADD, {"text": "x", "location": "/shelf/new/"}).headers["Location"] == "/shelf/new/"


@pytest.mark.parametrize("location", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"])
def test_no_result_leads_away_from_the_site(reader: Reader, location: str) -> None:
    assert reader.post(ADD, {"text": "x", "location": location}).headers["Location"] == "/"


def test_what_was_typed_stays_when_it_is_refused(reader: Reader) -> None:
    typed = "line one\nline <two>" + "x" * 300
    answer = reader.post(ADD, {"text": typed, "post": "12"})
    assert answer.status_code == 422
    page = main(answer)
    assert "At most 300 characters." in page
    assert "line one\nline &lt;two&gt;xxx" in page
    assert 'aria-invalid="true"' in page
    assert '<input type="hidden" name="post" value="12">' in page
    assert 'action="/call/courant.shelf.note.add/"' in page


def test_a_merge_that_the_service_offers_is_shown(reader: Reader) -> None:
    answer = reader.post(ADD, {"text": "stale"})
    assert (answer.status_code, main(answer)) == (409, '<form id="merge">both texts</form>')


def test_a_visitor_who_may_not_can_sign_in_without_losing_the_text(reader: Reader) -> None:
    answer = reader.post(ADD, {"text": "no"})
    assert answer.status_code == 403
    assert 'href="/accounts/login/?next=/shelf/"' in main(answer)
    assert 'value="no"' in main(answer)


def test_a_module_that_is_away_loses_nothing(reader: Reader) -> None:
    answer = reader.post("/call/courant.nobody.note.add/", {"text": "hello"})
    assert answer.status_code == 503
    assert 'value="hello"' in main(answer)


def test_a_form_is_sent_again_with_its_key_while_its_module_is_away(
    reader: Reader, stub: FakeRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "WAITS", (0.0, 0.0))
    answers: list[Any] = [Unavailable("Killed."), Unavailable("Still away."), {"notice": "Added."}]
    stub.answer("courant.shelf.note.add", lambda *_: answers.pop(0))
    assert reader.post(ADD + "?once", {"text": "hello"}).status_code == 303
    sent = [fields for uri, _, fields in stub.calls if uri == "courant.shelf.note.add"]
    assert len(sent) == 3
    assert len({fields["idempotency_key"] for fields in sent}) == 1
    assert re.fullmatch("[0-9a-f]{32}", sent[0]["idempotency_key"])


def test_a_refused_form_gets_a_new_key_when_it_is_sent_again(reader: Reader, stub: FakeRouter) -> None:
    answer = reader.post(ADD + "?once", {"text": "no", "idempotency_key": "0123456789abcdef"})
    assert stub.calls[-1][2]["idempotency_key"] == "0123456789abcdef"
    assert "idempotency_key" not in main(answer)
    assert 'action="/call/courant.shelf.note.add/?once"' in main(answer)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://site.test:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_another_site_is_refused(reader: Reader, stub: FakeRouter, headers: dict[str, str]) -> None:
    before = len(stub.calls)
    for path in (ADD, "/accounts/login/", "/accounts/logout/", "/accounts/people/ada/"):
        answer = reader.post(path, {"text": "x"}, headers)
        assert answer.status_code == 403
        assert "Only pages of this site can send this form." in main(answer)
    assert len(stub.calls) == before


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://other.test"}])
def test_a_form_of_this_site_is_taken(reader: Reader, headers: dict[str, str]) -> None:
    assert reader.post(ADD, {"text": "x"}, headers).status_code == 303


@pytest.mark.parametrize("path", ["/call/wamp.session.list/", "/call/courant.shelf/", "/call/COURANT.a.b.c/"])
def test_only_procedures_of_modules_can_be_called(reader: Reader, path: str) -> None:
    assert reader.post(path, {}).status_code in {404, 405}


def test_a_call_is_a_post(reader: Reader) -> None:
    assert reader.get(ADD).status_code == 405


def test_a_body_over_the_limit_is_refused_in_words(reader: Reader, stub: FakeRouter) -> None:
    before = len(stub.calls)
    answer = reader.ask("POST", ADD, content=b"x" * 8_000_000, headers=OWN)
    assert answer.status_code == 413
    assert "too large" in main(answer)
    answer = reader.post(ADD, {"text": "x" * 3_000_000})
    assert answer.status_code == 413
    assert len(stub.calls) == before


def test_a_file_travels_as_bytes(reader: Reader, stub: FakeRouter) -> None:
    reader.ask("POST", ADD, data={"text": "x"}, files={"data": ("a.png", b"\x89PNG")}, headers=OWN)
    assert stub.calls[-1][2] == {"text": "x", "data": b"\x89PNG"}


def test_a_form_that_cannot_be_read_is_refused(reader: Reader) -> None:
    headers = {**OWN, "Content-Type": "multipart/form-data; boundary="}
    assert reader.ask("POST", ADD, content=b"nonsense", headers=headers).status_code == 422


def test_names_with_brackets_and_names_that_come_twice_are_lists() -> None:
    request = RequestFactory().post("/")
    form = QueryDict("a[]=1&b=1&b=2&c=3&csrfmiddlewaretoken=t")
    request.POST = form  # type: ignore[assignment]  # Django lets tests set it
    assert calls.sent(request) == {"a": ["1"], "b": ["1", "2"], "c": "3"}


def test_the_sites_own_address_counts_as_its_origin(reader: Reader) -> None:
    assert reader.post(ADD, {"text": "x"}, {"Origin": SITE, "Host": "localhost:8080"}).status_code == 303


def test_no_header_of_a_client_changes_the_host(reader: Reader) -> None:
    forged = {"Origin": "http://localhost:8080", "X-Forwarded-Host": "localhost:8080"}
    assert reader.post(ADD, {"text": "x"}, forged).status_code == 403


def undoable(*_: Any) -> dict[str, Any]:
    return {
        "location": "/shelf/",
        "notice": "Deleted.",
        "undo": {"call": "courant.shelf.note.restore", "fields": {"id": 7, "with": "<a>"}, "label": "Bring it back"},
    }


def test_what_can_be_undone_is_undone_by_a_form(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.note.delete", undoable)
    stub.answer("courant.shelf.note.restore", lambda *_: {"notice": "Restored."})
    reader.post("/call/courant.shelf.note.delete/", {"id": "7"})
    page = reader.get("/shelf/").text
    form = page.partition("<p>Deleted.</p><form ")[2].partition("</form>")[0]
    assert 'action="/call/courant.shelf.note.restore/" method="post"' in form
    assert '<input type="hidden" name="with" value="&lt;a&gt;">' in form
    assert "<button>Bring it back</button>" in form
    reader.post("/call/courant.shelf.note.restore/", {"id": "7", "with": "<a>"})
    assert stub.calls[-1][2] == {"id": "7", "with": "<a>"}
    assert "<p>Restored.</p>" in reader.get("/shelf/").text


@pytest.mark.parametrize("undo", [None, 7, {}, {"call": "c", "fields": {"a": [1]}}, {"fields": {"a": "x" * 1000}}])
def test_what_a_form_cannot_send_is_not_offered(undo: Any) -> None:
    assert undoing.of(undoing.kept(undo)) is None


def test_numbers_and_truths_of_an_undo_are_sent_as_text() -> None:
    kept = undoing.of(undoing.kept({"call": "c", "fields": {"id": 7, "below": True, "to": "é"}}))
    assert kept == {"call": "c", "fields": {"id": "7", "below": "1", "to": "é"}, "label": "Undo"}
