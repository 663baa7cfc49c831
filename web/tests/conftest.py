"""Django for web's tests, with the database in a temporary file, so that threads see each other's commits."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .fake_router import FakeRouter
    from .http_reader import Reader
    from .wire import Client

DATA = Path(tempfile.mkdtemp(prefix="courant-web-"))
for name in [name for name in os.environ if name.startswith(("COURANT_", "EMAIL_"))]:
    del os.environ[name]
os.environ |= {
    "COURANT_DATA": str(DATA),
    "COURANT_SITE_URL": "http://site.test:8080",
    "COURANT_EXPECTED_MODULES": "core,shelf",
    "COURANT_ALLOWED_ORIGINS": "https://other.test",
    "EMAIL_URL": "memorymail://",
}

from courant_web.django_settings import setup  # noqa: E402 - the environment comes first
from django.conf import settings  # noqa: E402 - the environment comes first

setup()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    settings.DATABASES["default"]["TEST"]["NAME"] = str(DATA / "test.sqlite3")
    settings.DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture
def stub(transactional_db: None) -> Iterator["FakeRouter"]:
    """A site of two modules on a router in memory, web joined to it."""
    from .fake_router import FakeRouter

    stub = FakeRouter()
    yield stub
    stub.leave()


@pytest.fixture
def reader(stub: "FakeRouter") -> "Reader":
    """A reader of the site over HTTP."""
    from .http_reader import Reader

    return Reader()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["Client"]:
    """A client of the public port; what web hands over is recorded, and the router is there."""
    from courant_web.front import connection

    from .wire import Client

    made = Client()

    def hand_over(path: str, descriptor: int, request: bytes) -> bool:
        made.given.append((path, descriptor, request))
        return True

    monkeypatch.setattr(connection, "hand_over", hand_over)
    yield made
    made.connection.connection_lost(None)
    made.run()
    made.loop.close()
