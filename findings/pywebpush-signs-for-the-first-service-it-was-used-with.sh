#!/usr/bin/env bash
# Library: pywebpush 2.5.0, py-vapid 1.9.6 (CPython 3.11).
# Source: pywebpush's README, "webpush": `vapid_claims` is a dictionary with `sub`; `aud` and `exp` are filled in. RFC 8292,
#   section 2: `aud` must be the origin of the push resource.
# Guess: claims are given once and used for all subscribers; each message is signed for its own push service.
# Seen:
#   to https://updates.push.example.org: aud https://updates.push.example.org
#   to https://fcm.example.net: aud https://updates.push.example.org
#   the dictionary that was given: aud, exp, sub
# Instead: a fresh dictionary for every call, `dict(claims)`: the audience of the first subscriber stays in the one that was
#   given, and every other push service refuses the message.
. "$(dirname "$0")/lab.sh"
python_packages "pywebpush==${PYWEBPUSH:-2.5.0}" "py-vapid==1.9.6"

cd "$LAB"
py - <<'PYTHON' >"$LAB/output"
import base64
import json
import re

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid
from pywebpush import webpush

encoded = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
reader = base64.urlsafe_b64encode(ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(*encoded)).decode()
keys = {"p256dh": reader, "auth": base64.urlsafe_b64encode(bytes(16)).decode()}
site, claims = Vapid(), {"sub": "mailto:webmaster@example.org"}
site.generate_keys()

for service in ("https://updates.push.example.org", "https://fcm.example.net"):
    # With `curl` it writes the request down and sends nothing.
    request = webpush({"endpoint": f"{service}/1", "keys": keys}, "Hello", site, claims, curl=True)
    token = re.search(r"\bt=[\w-]+\.([\w-]+)\.|WebPush [\w-]+\.([\w-]+)\.", request)
    said = next(part for part in token.groups() if part)
    print(f"to {service}: aud {json.loads(base64.urlsafe_b64decode(said + '=' * (-len(said) % 4)))['aud']}")
print("the dictionary that was given:", ", ".join(sorted(claims)))
PYTHON
as_seen <"$LAB/output"
