"""A reader without a screen: the cookies, pages and sockets of one browser, and what it sends that no browser would."""

import re
from collections.abc import Mapping
from typing import Self

import httpx

from tests.site import PASSWORD, Site
from tests.wamp import Peer, WebSocketWire


class Reader:
    """One browser's cookies; `http` asks for pages, `socket` opens windows."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.http = httpx.Client(base_url=site.url, timeout=60, headers={"Origin": site.url})

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self.http.close()

    @property
    def cookies(self) -> str:
        """The cookies as a request has them."""
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    @property
    def session(self) -> str:
        """The key of the browser's session."""
        return next(value for name, value in self.http.cookies.items() if name.startswith("sessionid"))

    def sign_in(self, name: str) -> Self:
        """Sign in as somebody whose password is PASSWORD."""
        answer = self.http.post("/accounts/login/", data={"login": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        return self

    def sign_up(self, name: str, email: str = "") -> Self:
        """Make an account, a member's, whose password is PASSWORD; whoever makes one is signed in."""
        fields = {"username": name, "email": email, "password1": PASSWORD}
        answer = self.http.post("/accounts/signup/", data=fields)
        assert answer.status_code == 302, answer.text
        return self

    def sign_out(self) -> None:
        """End the session."""
        assert self.http.post("/accounts/logout/").status_code == 302

    def call(self, procedure: str, fields: Mapping[str, str]) -> httpx.Response:
        """Send a form as a browser without JavaScript does."""
        return self.http.post(f"/call/{procedure}/", data=fields)

    def socket(self, cookies: str | None = None, origin: str | None = None, host: str | None = None) -> Peer:
        """A window's session; `cookies`, `origin` and `host` are its own unless they are forged."""
        sent = self.cookies if cookies is None else cookies
        headers = {name: value for name, value in {"Cookie": sent, "Host": host}.items() if value}
        return Peer(WebSocketWire(f"ws://localhost:{self.site.port}/ws", headers, origin or self.site.url))


def words(answer: httpx.Response) -> str:
    """What stands on a page, without its markup."""
    main = re.search(r"<main[^>]*>(.*)</main>", answer.text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main[1] if main else answer.text))
