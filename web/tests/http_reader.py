"""A reader over HTTP: stores cookies, follows no redirects, and sends forms as the site's pages do."""

import asyncio
import re
from typing import Any

import httpx
from courant_web.environment import configured
from courant_web.server import application

SITE = "http://site.test:8080"
OWN = {"Origin": SITE, "Referer": f"{SITE}/shelf/"}
PASSWORD = "correct-horse-9"

made = application(configured())


class Reader:
    """Sends requests to the complete application, from the cache to Django."""

    def __init__(self) -> None:
        self.cookies = httpx.Cookies()

    def get(self, path: str, **headers: str) -> httpx.Response:
        """The answer to a GET."""
        return self.ask("GET", path, headers=headers)

    def post(
        self, path: str, data: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """The answer to a form."""
        return self.ask("POST", path, data=data or {}, headers=OWN if headers is None else headers)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The answer to a request."""
        return asyncio.run(self._ask(method, path, more))

    def sign_up(self, name: str) -> "Reader":
        """Create an account, which also signs in."""
        answer = self.post("/accounts/signup/", {"username": name, "email": f"{name}@site.test", "password1": PASSWORD})
        assert answer.status_code == 302, answer.text
        return self

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Sign in."""
        return self.post("/accounts/login/", {"login": name, "password": password})

    async def _ask(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(made, client=("203.0.113.9", 4711))
        async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=self.cookies) as client:
            answer = await client.request(method, path, **more)
            self.cookies = client.cookies
        return answer


def main(answer: httpx.Response) -> str:
    """The inside of <main>."""
    found = re.search(r'<main id="main"[^>]*>(.*)</main>', answer.text, re.DOTALL)
    assert found, answer.text
    return found[1]
