"""Hostile handshakes and sign-ins: nobody can pass as another person."""

import sqlite3

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.readers import Reader, words
from tests.site import PASSWORD, Site
from tests.wamp import PATIENCE, Peer, WampError

pytestmark = pytest.mark.router

EVIL = "https://evil.test"
SAVE = "courant.wiki.page.save"


@pytest.fixture(scope="module")
def grace(site: Site) -> Reader:
    """The browser of a member."""
    return Reader(site).sign_in("grace")


def who(peer: Peer) -> str:
    """The role a socket was given."""
    with peer:
        return str(peer.welcome[2]["authrole"])


@pytest.mark.parametrize(
    "origin",
    [EVIL, "null", "http://localhost", "http://localhost:1", "file://", "http://[", "", "chrome-extension://a"],
)
def test_a_page_of_another_site_opens_no_socket(grace: Reader, origin: str) -> None:
    with pytest.raises((WampError, InvalidStatus), match=r"may not open a socket|HTTP 400"):
        grace.socket(origin=origin or " ")


def test_another_name_for_this_machine_opens_no_socket(site: Site, grace: Reader) -> None:
    port = site.port
    with pytest.raises(WampError, match="may not open a socket"):
        grace.socket(host=f"evil.test:{port}", origin=f"http://evil.test:{port}")


def test_a_forged_cookie_is_a_visitors(site: Site, grace: Reader) -> None:
    key, name = grace.session, f"sessionid_{site.port}"
    assert who(grace.socket()) == "member"
    for cookie in (
        f"{name}=", f"{name}=garbage", f"{name}={key[:-1]}", f"{name}={key}x", f"{name}={key.upper()}",
        f"sessionid={key}", f"{name}={'x' * 4000}", f"{name}=%00", f"{name}=' OR 1=1 --", f"{name}=../../{key}",
        f"{name}=é", f"x{name}={key}", f"{name}={key}; {name}=garbage", "; ; =; ==", "a=b" + ";" * 1000,
    ):  # fmt: skip
        assert who(grace.socket(cookies=cookie)) == "visitor", cookie


def test_a_session_that_ended_is_a_visitors(site: Site) -> None:
    signed_out, expired = Reader(site).sign_in("grace"), Reader(site).sign_in("grace")
    stolen = signed_out.cookies
    with signed_out.socket(cookies=stolen) as window:
        signed_out.sign_out()
        assert window.goodbye.wait(PATIENCE)
    with sqlite3.connect(site.data / "web.sqlite3", timeout=20) as database:
        database.execute(
            "UPDATE django_session SET expire_date = '2001-01-01' WHERE session_key = ?", [expired.session]
        )
    for cookies in (stolen, expired.cookies):
        assert who(signed_out.socket(cookies=cookies)) == "visitor"
        answer = httpx.post(f"{site.url}/call/{SAVE}/", headers={"Cookie": cookies, "Origin": site.url})
        assert (answer.status_code, "sign in" in words(answer)) == (403, True)


def test_a_session_that_was_planted_is_not_the_one_of_the_sign_in(site: Site) -> None:
    reader, planted = Reader(site).sign_up("planter"), Reader(site)
    reader.sign_out()
    for key in ("0123456789abcdef0123456789abcdef", Reader(site).sign_in("grace").session):
        cookie = f"sessionid_{site.port}={key}"
        fields = {"login": "planter", "password": PASSWORD}
        answer = planted.http.post("/accounts/login/", data=fields, headers={"Cookie": cookie})
        assert key not in answer.headers.get("set-cookie", "")
        assert "planter" not in reader.socket(cookies=cookie).welcome[2]["authid"]


def test_a_password_is_not_guessed(site: Site) -> None:
    guesser = Reader(site).sign_up("guessed")
    guesser.sign_out()

    def guess(name: str, password: str) -> str:
        return words(guesser.http.post("/accounts/login/", data={"login": name, "password": password}))

    assert "wrong" in guess("nobody-at-all", "guess-0")
    answers = [guess("guessed", f"guess-{number}") for number in range(6)]
    assert "The name or password is wrong." in answers[0]
    assert "Too many attempts" in answers[-1]
    assert "Too many attempts" in guess("guessed", PASSWORD)


def test_cookies_are_for_this_site_and_no_script(site: Site) -> None:
    reader = Reader(site)
    answer = reader.http.post("/accounts/login/", data={"login": "ada", "password": PASSWORD})
    said = reader.call("courant.blog.post.save", {"title": "Cookie", "text": "Jar."})
    for line in (*answer.headers.get_list("set-cookie"), *said.headers.get_list("set-cookie")):
        flags = {part.strip().lower() for part in line.split(";")[1:]}
        path = "path=/accounts/" if line.startswith("known_") else "path=/"
        assert {"httponly", path, "samesite=lax"} <= flags, line.split("=")[0]


def test_who_ignores_a_goodbye_is_disconnected_and_keeps_nobody_elses_socket_open(site: Site) -> None:
    stubborn, other = Reader(site).sign_up("stubborn"), Reader(site).sign_up("another")
    with stubborn.socket() as first, stubborn.socket() as second, other.socket() as third:
        stubborn.sign_out()
        assert first.goodbye.wait(PATIENCE)
        assert second.goodbye.wait(PATIENCE)
        other.sign_out()
        assert third.goodbye.wait(PATIENCE)
        assert first.lost.wait(PATIENCE)
        assert second.lost.wait(PATIENCE)
