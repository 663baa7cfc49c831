"""Signatures of the Standard Webhooks scheme, version 1 (https://www.standardwebhooks.com). Pure."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
BYTES = 32
"""Bytes of a secret; the scheme asks for 24 to 64."""


def new_secret() -> str:
    """A random secret, as the scheme writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(identifier: str, moment: int, body: str, keys: Iterable[str]) -> dict[str, str]:
    """The headers of a message that was sent at `moment` (seconds since 1970), with one signature for each secret."""
    text = f"{identifier}.{moment}.{body}".encode()
    signatures = " ".join(f"v1,{_signature(key, text)}" for key in keys)
    return {"webhook-id": identifier, "webhook-timestamp": str(moment), "webhook-signature": signatures}


def _signature(key: str, text: bytes) -> str:
    raw = base64.b64decode(key.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(raw, text, hashlib.sha256).digest()).decode()
