"""Accounts: sign-up, sign-in, sign-out and a forgotten password, and how each affects grants."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from courant_web.accounts import adapter, grants, known
from courant_web.accounts.forms import LONGEST_LOGIN
from courant_web.models import Grant, User
from courant_web.pages import refusal
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.test import RequestFactory

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


def test_the_form_says_what_an_address_is_used_for(reader: Reader) -> None:
    assert "a forgotten password, and for mail about posts and comments" in main(reader.get("/accounts/signup/"))


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


def test_a_referer_that_is_no_address_leads_nowhere(reader: Reader) -> None:
    assert reader.get("/accounts/login/", Referer="http://[").status_code == 200
    assert "evil.test" not in main(reader.get("/accounts/login/", Referer=f"{SITE}//evil.test/"))


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


@pytest.mark.parametrize(
    "place",
    ["https://evil.test/", "//evil.test/", "///evil.test", "/\\evil.test", "http:/evil.test", "javascript:alert(1)",
     "http://localhost/", "http://site.test/shelf/", "\thttps://evil.test", "/shelf/\r\nX: 1", "shelf/"],
)  # fmt: skip
def test_the_way_back_is_a_path_on_this_site(reader: Reader, place: str) -> None:
    reader.sign_up("ada")
    answer = Reader().post("/accounts/login/", {"login": "ada", "password": PASSWORD, "next": place})
    assert answer.headers["Location"] == "/"
    fields = {"username": "grace", "password1": PASSWORD, "next": place}
    assert Reader().post("/accounts/signup/", fields).headers["Location"] == "/"


def test_signing_up_goes_back_too_also_by_way_of_the_sign_in_page(reader: Reader) -> None:
    form = main(reader.get("/accounts/login/", Referer=f"{SITE}/shelf/?page=2&x=1"))
    link = re.search(r'href="(/accounts/signup/[^"]+)"', form)
    assert link
    form = main(reader.get(link[1].replace("&amp;", "&"), Referer=f"{SITE}/accounts/login/"))
    assert '<input type="hidden" name="next" value="/shelf/?page=2&amp;x=1">' in form
    back = re.search(r'href="(/accounts/login/[^"]+)"', form)
    assert back
    assert back[1] == "/accounts/login/?next=%2Fshelf%2F%3Fpage%3D2%26x%3D1"
    fields = {"username": "ada", "password1": PASSWORD, "next": "/shelf/?page=2&x=1"}
    assert reader.post("/accounts/signup/", fields).headers["Location"] == "/shelf/?page=2&x=1"


@pytest.mark.parametrize("login", ["ada", "ADA", "ada@site.test", "Ada@Site.Test", " ada@site.test "])
def test_a_name_or_an_address_signs_in(reader: Reader, login: str) -> None:
    reader.sign_up("ada")
    assert Reader().sign_in(login).status_code == 302


def test_nobody_learns_which_names_and_addresses_there_are(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.sign_up("ada")
    hashed: list[str] = []
    monkeypatch.setattr(MD5PasswordHasher, "encode", _counting(MD5PasswordHasher.encode, hashed))
    seen = set()
    for login in ("ada", "nobody", "ada@site.test", "nobody@site.test"):
        other, before = Reader(), len(hashed)
        answers = [main(other.sign_in(login, "wrong")).replace(login, "") for _ in range(7)]
        seen.add((tuple(answers), len(hashed) - before))
    assert len(seen) == 1


def _counting(encode: Callable[..., str], hashed: list[str]) -> Callable[..., str]:
    def counting(*arguments: Any, **more: Any) -> str:
        hashed.append("")
        return encode(*arguments, **more)

    return counting


def test_a_wrong_password_is_refused_and_then_slowed_down(reader: Reader) -> None:
    reader.sign_up("ada")
    other = Reader()
    assert "The name or password is wrong." in main(other.sign_in("ada", "wrong"))
    answers = [main(other.sign_in("ada", "wrong")) for _ in range(6)]
    assert re.search(r"Too many attempts\. Try again in (10|11) seconds\.", answers[-1])
    assert "Too many attempts" in main(other.sign_in("ada"))


def test_strangers_failures_do_not_slow_the_browser_that_the_owner_has_signed_in_with(reader: Reader) -> None:
    reader.sign_up("ada")
    reader.post("/accounts/logout/")
    stranger = Reader()
    for number in range(40):
        stranger.sign_in("ada", "wrong")
        stranger.sign_in(f"name-{number}", "wrong")
    assert "Too many attempts" in main(Reader().sign_in("ada"))
    assert reader.sign_in("ada@site.test").status_code == 302


def test_a_known_browser_is_slowed_by_its_own_failures_and_knows_its_own_accounts_only(reader: Reader) -> None:
    reader.sign_up("ada")
    reader.post("/accounts/logout/")
    Reader().sign_up("grace")
    for name in ("ada", "grace"):
        answers = [main(reader.sign_in(name, "wrong")) for _ in range(7)]
        assert "Too many attempts" in answers[-1]
    assert "Too many attempts" in main(Reader().sign_in("grace"))
    assert Reader().sign_in("ada").status_code == 302


def test_a_name_that_nobody_can_have_is_rejected_in_words(reader: Reader) -> None:
    answer = reader.sign_in("x" * (LONGEST_LOGIN + 1), "wrong")
    assert (answer.status_code, "No name or e-mail address is that long." in main(answer)) == (200, True)
    assert "The name or password is wrong." in main(reader.sign_in("x" * LONGEST_LOGIN, "wrong"))


def test_a_long_name_costs_no_more_memory_than_a_short_one() -> None:
    def counted(login: str) -> set[object]:
        request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
        return {who for _, who in adapter._whos(request, login)}

    assert counted("Ada ") == counted("ada") == counted(" ADA")
    assert counted("ada") != counted("adam")
    assert len(str(counted("x" * 100_000))) == len(str(counted("ada")))


def test_a_forged_cookie_makes_no_browser_known(reader: Reader) -> None:
    reader.sign_up("ada")
    forger = Reader()
    forger.cookies.set(known.cookie(), signing.dumps({"browser": "x", "logins": []}, salt="other"), "site.test")
    for _ in range(6):
        forger.sign_in("ada", "wrong")
    assert "Too many attempts" in main(forger.sign_in("ada"))


def test_the_cookie_of_a_known_browser_stays_with_accounts(reader: Reader) -> None:
    answer = reader.post("/accounts/signup/", {"username": "ada", "password1": PASSWORD})
    (cookie,) = (one for one in answer.headers.get_list("Set-Cookie") if one.startswith("known_8080="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/accounts/"} <= set(cookie.split("; "))


def test_a_page_that_is_not_for_a_visitor_offers_to_sign_in(reader: Reader) -> None:
    answer = reader.get("/accounts/people/?q=a%26b")
    assert answer.headers["Location"] == "/accounts/login/?next=%2Faccounts%2Fpeople%2F%3Fq%3Da%2526b"
    assert 'href="/accounts/login/" data-only="visitor"' in refusal.page(403, "Not for you.", signs_in=True).html


def test_too_many_forms_are_refused_in_words(reader: Reader) -> None:
    answers = [reader.post("/accounts/signup/", {"username": "a b"}) for _ in range(21)]
    assert answers[-1].status_code == 429
    assert "Too many of these forms" in main(answers[-1])


def test_a_session_that_is_deleted_anywhere_takes_its_grant_along(reader: Reader, stub: FakeRouter) -> None:
    reader.sign_up("ada").get("/shelf/")
    grant = grant_of("ada")
    told: list[str] = []
    grants.on_withdrawn.append(lambda: told.append("committed"))
    try:
        Session.objects.all().delete()
    finally:
        grants.on_withdrawn.pop()
    grant.refresh_from_db()
    assert grant.withdrawn_at is not None
    assert told == ["committed"]


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
