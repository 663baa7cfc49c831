"""Tokens of the HTTP API: their text, their scopes, who may make them, and when they cease to count."""

import re
import string
from datetime import timedelta
from zlib import crc32

import pytest
from courant_kit.calls.errors import Invalid, NotFound
from courant_kit.testing import finished
from courant_web import contract
from courant_web.accounts import people, scopes, token_text, tokens
from courant_web.accounts.scopes import Extent
from courant_web.models import Token, User
from courant_web.service import module
from django.utils import timezone

from .fake_router import FakeRouter
from .http_reader import PASSWORD, Reader, main

PATH = "/admin/tokens/"
OWN = frozenset({"blog", "wiki"})


@pytest.fixture
def admin(stub: FakeRouter) -> Reader:
    """An administrator."""
    people.add("boss", PASSWORD, "admin")
    reader = Reader()
    assert reader.sign_in("boss").status_code == 302
    return reader


def made(role: str = "member", words: str = "read:shelf", maker: str = "boss", **more: int) -> str:
    """The text of a new token."""
    user = User.objects.filter(username=maker).first() or people.add(maker, PASSWORD, "admin")
    return tokens.create("A token", role, words, user, **more)


def rejected(text: str) -> str:
    """Why a token does not count."""
    with pytest.raises(tokens.NotValid) as error:
        tokens.found(text)
    assert (error.value.uri, error.value.status) == ("courant.error.forbidden", 401)
    return error.value.message


def test_a_token_is_recognised_by_its_beginning_and_checksum() -> None:
    text = token_text.make()
    assert re.fullmatch("courant_[0-9A-Za-z]{46}", text)
    assert token_text.is_token(text)
    assert token_text.make() != text
    other = "A" if text[20] != "A" else "B"
    assert not token_text.is_token(text[:20] + other + text[21:])
    assert token_text.mentioned(f"token={text}&x=1")
    assert not token_text.mentioned("topic=courant.blog.post.published")


def test_the_checksum_is_the_one_that_scanners_compute() -> None:
    number = 0
    for digit in token_text.checksum("courant_" + "0" * 40):
        number = number * 62 + (string.digits + string.ascii_uppercase + string.ascii_lowercase).index(digit)
    assert number == crc32(b"courant_" + b"0" * 40)


@pytest.mark.parametrize(
    ("words", "uri", "extent"),
    [
        ("read:blog", "courant.blog.post.save", Extent.READING),
        ("read:blog", "courant.blog.page.index", Extent.READING),
        ("read:*", "courant.wiki.page.get", Extent.READING),
        ("write:blog", "courant.blog.post.list", Extent.ALL),
        ("write:*", "courant.wiki.page.save", Extent.ALL),
        ("courant.blog.post.save", "courant.blog.post.save", Extent.ALL),
        ("read:guestbook", "courant.guestbook.page.all", Extent.READING),
        ("read:guestbook", "courant.guestbook.event.since", Extent.READING),
        ("read:wiki", "courant.blog.post.list", None),
        ("courant.blog.post.save", "courant.blog.post.delete", None),
        ("read:guestbook", "courant.guestbook.entry.add", None),  # nobody knows whether it rejects the call
        ("read:blo", "courant.blog.post.list", None),
    ],
)
def test_what_a_scope_covers(words: str, uri: str, extent: Extent | None) -> None:
    if extent is None:
        with pytest.raises(scopes.Forbidden, match=re.escape(f"It needs “{uri}”")):
            scopes.parse(words).extent(uri, OWN)
    else:
        assert scopes.parse(words).extent(uri, OWN) is extent


def test_which_events_a_scope_covers() -> None:
    one = scopes.parse("courant.blog.post.published read:wiki")
    assert one.hears("courant.blog.post.published")
    assert not one.hears("courant.blog.comment.added")
    assert one.hears("courant.wiki.page.changed")
    assert [name for name in ("blog", "wiki", "core") if one.follows(name)] == ["blog", "wiki"]


@pytest.mark.parametrize("text", ["", " ", "blog", "read:", "admin:blog", "courant.blog", "courant.blog.post.*", "*"])
def test_what_is_no_scope_is_rejected_in_words(text: str) -> None:
    with pytest.raises(Invalid) as error:
        scopes.parse(text)
    assert error.value.field == "scopes"


def test_a_token_is_shown_once_and_stored_as_a_hash(admin: Reader) -> None:
    answer = admin.post(PATH, {"name": "Export", "role": "member", "scope": ["read:shelf"], "scopes": "", "days": "90"})
    (text,) = set(re.findall(r"courant_\w{46}", answer.text))
    assert answer.headers["Cache-Control"] == "private, no-store"
    stored = Token.objects.get()
    assert text not in str(vars(stored))
    assert (stored.handle, stored.digest) == (text[8:16], token_text.digest(text))
    shown = admin.get(PATH).text
    assert text not in shown
    assert f"courant_{text[8:16]}…" in shown
    assert timedelta(days=89) < stored.expires - timezone.now() < timedelta(days=91)


def test_its_bearer_is_who_made_it(stub: FakeRouter) -> None:
    bearer = tokens.found(made("editor", "read:shelf courant.shelf.note.add"))
    assert bearer.person.wire("") == {
        "name": "boss", "role": "editor", "grant": f"token-{bearer.token}", "address": "",
    }  # fmt: skip
    assert str(bearer.scopes) == "courant.shelf.note.add read:shelf"


def test_a_program_has_no_person(stub: FakeRouter) -> None:
    person = tokens.found(made("backend")).person
    assert (person.name, person.role, person.grant.partition("-")[0]) == ("A token", "backend", "credential")


def test_a_demoted_makers_token_falls_with_them(stub: FakeRouter) -> None:
    people.add("second", PASSWORD, "admin")
    text = made("admin")
    assert tokens.found(text).person.role == "admin"
    people.set_role("boss", "editor")
    assert tokens.found(text).person.role == "editor"
    people.set_role("boss", "admin")
    assert tokens.found(text).person.role == "admin"


def test_a_programs_token_ends_when_its_maker_is_no_administrator(stub: FakeRouter) -> None:
    people.add("second", PASSWORD, "admin")
    text = made("backend")
    people.set_role("boss", "editor")
    assert rejected(text) == "Whoever made this token is no longer an administrator."


def test_a_deactivated_or_deleted_makers_token_ends(stub: FakeRouter) -> None:
    people.add("second", PASSWORD, "admin")
    text = made()
    people.set_active("boss", active=False)
    assert "deactivated" in rejected(text)
    User.objects.get(username="boss").delete()
    assert rejected(text) == "This is not a token of this site."


def test_a_token_ends_with_its_time(stub: FakeRouter) -> None:
    text = made()
    Token.objects.update(expires=timezone.now())
    assert rejected(text) == "This token has expired."
    Token.objects.update(expires=timezone.now() - tokens.KEPT - timedelta(days=1))
    tokens.tidy()
    assert not Token.objects.exists()


def test_another_text_with_the_same_beginning_is_rejected(stub: FakeRouter) -> None:
    text = made()
    other = text[:16] + token_text.make()[16:48]
    assert rejected(other + token_text.checksum(other)) == "This is not a token of this site."
    assert rejected(text[:-1]) == "This is not a token of this site, or a part of it is missing."


def test_its_use_is_noted_once_a_minute(stub: FakeRouter) -> None:
    text = made()
    tokens.found(text)
    first = Token.objects.get().last_used
    tokens.found(text)
    assert Token.objects.get().last_used == first
    assert first is not None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"), ({"name": "a#b"}, "name"), ({"name": "a" * 41}, "name"), ({"role": "service"}, "role"),
        ({"scope": []}, "scopes"), ({"scopes": "everything"}, "scopes"), ({"days": "0"}, "days"),
        ({"days": "367"}, "days"), ({"days": "9" * 500}, "days"), ({"days": "x"}, "days"),
    ],
)  # fmt: skip
def test_a_wrong_form_is_shown_again_in_words(admin: Reader, fields: dict[str, object], field: str) -> None:
    right = {"name": "Export", "role": "member", "scope": ["read:shelf"], "scopes": "", "days": "90"}
    answer = admin.post(PATH, {**right, **fields})
    assert answer.status_code == 422
    assert 'role="alert"' in main(answer)
    assert f'name="{field}"' in main(answer)
    assert not Token.objects.exists()


def test_the_page_is_for_administrators(reader: Reader, stub: FakeRouter) -> None:
    assert reader.get(PATH).headers["Location"] == "/accounts/login/?next=%2Fadmin%2Ftokens%2F"
    answer = reader.sign_up("ada").get(PATH)
    assert answer.status_code == 403
    assert "administrators only" in answer.text
    assert reader.post(PATH, {"name": "x"}).status_code == 403


def test_revoking_is_undone_within_the_hour(stub: FakeRouter) -> None:
    text = made()
    number = tokens.found(text).token
    ended: list[bool] = []
    tokens.on_revoked.append(lambda: ended.append(True))
    answer = called(stub, contract.REVOKE_TOKEN.uri, number)
    tokens.on_revoked.pop()
    assert answer["notice"] == "The token “A token” has been revoked."
    assert ended == [True]
    assert rejected(text) == "This token has been revoked."
    assert called(stub, answer["undo"]["call"], number)["notice"] == "The token “A token” counts again."
    assert tokens.found(text).token == number
    called(stub, contract.REVOKE_TOKEN.uri, number)
    Token.objects.update(revoked_at=timezone.now() - tokens.UNDO)
    with pytest.raises(NotFound):
        tokens.restore(number)
    tokens.tidy()
    assert not Token.objects.exists()


def test_the_name_of_a_revoked_token_is_free(stub: FakeRouter) -> None:
    number = tokens.found(made()).token
    with pytest.raises(Invalid, match="already a token"):
        made()
    tokens.revoke(number)
    made()
    with pytest.raises(Invalid, match="another token of this name"):
        tokens.restore(number)


def test_the_list_is_live_for_administrators(admin: Reader, stub: FakeRouter) -> None:
    page = admin.get(PATH).text
    assert 'data-live="web.tokens"' in page
    assert 'data-topic="courant.web.admin.tokens"' in page
    made()
    finished(module.running.wake())
    assert [event["id"] for event in stub.published("courant.web.admin.tokens")] == ["web.tokens"]


def called(stub: FakeRouter, uri: str, number: int) -> dict[str, dict[str, str]]:
    """What an administrator's call about a token answers."""
    person = {"name": "boss", "role": "admin", "grant": "1", "address": ""}
    stub.session.who = type(stub.session.who)(1, "web", "service-web")
    answer: dict[str, dict[str, str]] = finished(module.session.call(uri, person, token=number))
    return answer
