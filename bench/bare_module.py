"""The same page from a bare autobahn component, over the same transport and serializer as the kit's."""

import os
from typing import Any
from urllib.parse import urlsplit

from autobahn.twisted.component import Component, run

HTML = "<h1>Kit</h1>" + "<p>A paragraph of a page.</p>" * 40
PAGE = {
    "status": 200, "title": "Kit", "html": HTML, "fragments": {}, "description": "", "canonical": "/bare_module/",
    "feed": "", "image": "", "author": "", "published": "", "modified": "", "location": "", "audience": "live",
    "noindex": False, "scripts": [], "styles": [], "module": "bare", "trail": [], "translations": {},
}  # fmt: skip
"""All fields of a page, so that what travels is the same on both sides."""

ROUTER = urlsplit(os.environ["COURANT_ROUTER"])
ENDPOINT = (
    {"type": "unix", "path": ROUTER.path}
    if ROUTER.scheme == "unix"
    else {"type": "tcp", "host": ROUTER.hostname, "port": ROUTER.port}
)

component = Component(
    transports=[{"type": "rawsocket", "url": "rs://localhost", "endpoint": ENDPOINT, "serializer": "cbor"}],
    realm="courant",
    authentication={"ticket": {"authid": "bare", "ticket": os.environ["COURANT_SECRET"]}},
)


@component.register("courant.bare.page.index")
def index(**fields: Any) -> dict[str, Any]:
    return PAGE


if __name__ == "__main__":
    run([component], log_level="warn")
