"""Calls over the HTTP API, in threads of their own, for programs without a WAMP session."""

import asyncio
import base64
import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT = 30.0
"""Seconds until a call is given up."""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: urllib would send the token to wherever it leads, even to another host or without TLS."""

    def redirect_request(self, *_: Any) -> None:
        """Take it as an error."""


_open = build_opener(_Stay).open


class CallError(Exception):
    """A call was rejected, or failed: a sentence for people, the URI of the error, and its other fields."""

    def __init__(self, uri: str, message: str, fields: dict[str, Any]) -> None:
        super().__init__(message)
        self.uri, self.fields = uri, fields


class Http:
    """Calls the procedures of the site at `address`, such as `https://example.org`, with a token or as a visitor.

    A call raises CallError if the site rejects it or answers from another address, which is not asked, and OSError if
    the site cannot be reached. Bytes in an answer are text in base64.
    """

    def __init__(self, address: str, token: str = "") -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"{address!r} is not the address of a site, such as https://example.org")
        self._address, self._token = address.rstrip("/"), token

    async def call(self, procedure: str, /, **fields: Any) -> Any:
        """The result of a procedure."""
        return await asyncio.to_thread(self._post, procedure, fields)

    def _post(self, procedure: str, fields: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        body = json.dumps(fields, default=_text).encode()
        request = Request(f"{self._address}/api/call/{procedure}", body, headers)  # noqa: S310 - checked above
        try:
            with _open(request, timeout=TIMEOUT) as answer:
                return json.load(answer)
        except HTTPError as error:
            with error:
                raise _problem(error.code, error.read()) from None


def _problem(status: int, body: bytes) -> CallError:
    """The error that an answer describes (RFC 9457)."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    fields = said if isinstance(said, dict) else {}
    uri, words = str(fields.get("type", "about:blank")), str(fields.get("detail", f"The site answered with {status}."))
    return CallError(uri, words, {name: one for name, one in fields.items() if name not in {"type", "detail"}})


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} cannot be sent")
