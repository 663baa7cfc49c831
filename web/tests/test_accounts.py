"""Accounts: sign-up, sign-in, sign-out and a forgotten password, and how each affects grants."""

import re

import pytest
from courant_web.models import Grant, User
from django.core import mail

from .fake_router import FakeRouter
from .http_reader import OWN, PASSWORD, SITE, Reader, main

NEW = "another-horse-10"


def grant_of(name: str) -> Grant:
    return Grant.objects.get(user__username=name, withdrawn_at=None)


def test_signing_up_makes_a_member_who_is_signed_in(reader: Reader) -> None:
    text = reader.sign_up("ada").get("/shelf/").text
    assert 'data-role="member"' in text
    assert "Signed in as <strong>ada</strong>" in text
    assert User.objects.get(username="ada").role == "member"


@pytest.mark.parametrize(
    "name", ["ada#1", "ada@home", "visitor", "Operator", "web", "-ada", "a" * 41, "ada lovelace", "a/b", "ädä", "ada."]
)
def test_names_that_would_mislead_are_refused_in_words(reader: Reader, name: str) -> None:
    answer = reader.post("/accounts/signup/", {"username": name, "password1": PASSWORD})
    assert answer.status_code == 200
    assert "errorlist" in main(answer)
    assert not User.objects.exists()


def test_a_name_is_taken_in_any_case(reader: Reader) -> None:
    reader.sign_up("ada")
    answer = Reader().post("/accounts/signup/", {"username": "ADA", "password1": PASSWORD})
    assert "errorlist" in main(answer)
    assert User.objects.count() == 1


def test_a_weak_password_is_refused(reader: Reader) -> None:
    answer = reader.post("/accounts/signup/", {"username": "ada", "password1": "12345678"})
    assert "too common" in main(answer)


def test_signing_up_can_be_closed(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courant_web.accounts.adapter.Adapter.is_open_for_signup", lambda *_: False)
    assert "Sign-up is closed" in main(reader.get("/accounts/signup/"))


def test_signing_in_goes_back_to_where_the_reader_came_from(reader: Reader) -> None:
    reader.sign_up("ada")
    other = Reader()
    form = main(other.get("/accounts/login/", Referer=f"{SITE}/shelf/?page=2"))
    assert '<input type="hidden" name="next" value="/shelf/?page=2">' in form
    answer = other.post("/accounts/login/", {"login": "Ada", "password": PASSWORD, "next": "/shelf/?page=2"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/shelf/?page=2")


def test_nobody_is_led_away_after_signing_in(reader: Reader) -> None:
    reader.sign_up("ada")
    answer = Reader().post("/accounts/login/", {"login": "ada", "password": PASSWORD, "next": "https://evil.test/"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_refused_and_then_slowed_down(reader: Reader) -> None:
    reader.sign_up("ada")
    other = Reader()
    assert "The user name or password is wrong." in main(other.sign_in("ada", "wrong"))
    answers = [main(other.sign_in("ada", "wrong")) for _ in range(6)]
    assert "Too many attempts" in answers[-1]


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(reader: Reader) -> None:
    answer = reader.post("/accounts/signup/", {"username": "ada", "password1": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_withdraws_the_grant_and_tells_the_services(reader: Reader, stub: FakeRouter) -> None:
    reader.sign_up("ada").get("/shelf/")
    grant = grant_of("ada")
    assert reader.post("/accounts/logout/").status_code == 302
    grant.refresh_from_db()
    assert grant.withdrawn_at is not None
    assert 'data-role="visitor"' in reader.get("/shelf/mine/").text


def test_a_new_password_signs_out_everywhere_else(reader: Reader) -> None:
    reader.sign_up("ada").get("/shelf/")
    other = Reader()
    other.sign_in("ada")
    other.get("/shelf/")
    answer = reader.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )  # fmt: skip
    assert answer.status_code == 302, answer.text
    assert not Grant.objects.filter(withdrawn_at=None).exists()
    assert 'data-role="visitor"' in other.get("/shelf/").text
    assert 'data-role="member"' in reader.get("/shelf/").text
    assert Reader().sign_in("ada", NEW).status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail(reader: Reader) -> None:
    reader.sign_up("ada").get("/shelf/")
    other = Reader()
    headers = {**OWN, "Host": "localhost"}
    other.post("/accounts/password/reset/", {"email": "ada@site.test"}, {**headers, "Origin": SITE})
    link = re.search(r"http\S+", str(mail.outbox[0].body))
    assert link
    assert link[0].startswith(f"{SITE}/accounts/password/reset/key/")
    form = other.get(other.get(link[0]).headers["Location"])
    action = re.search(r'action="([^"]+reset[^"]+)"', main(form))
    assert action
    assert other.post(action[1], {"password1": NEW, "password2": NEW}).status_code == 302
    assert not Grant.objects.filter(withdrawn_at=None).exists()
    assert Reader().sign_in("ada", NEW).status_code == 302


def test_an_unknown_address_learns_nothing(reader: Reader) -> None:
    answer = reader.post("/accounts/password/reset/", {"email": "nobody@site.test"})
    assert (answer.status_code, mail.outbox) == (302, [])


@pytest.mark.parametrize(
    "path",
    [
        "login",
        "signup",
        "password/reset",
        "password/reset/done",
        "inactive",
        "password/reset/key/done",
        "password/reset/key/1-bad",
    ],
)
def test_every_page_of_accounts_stands_in_the_shell(reader: Reader, path: str) -> None:
    text = reader.get(f"/accounts/{path}/").text
    assert '<div class="narrow">' in text
    assert text.startswith("<!doctype html>")
