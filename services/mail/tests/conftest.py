"""Django for the mail's tests: its own data directory, and the database in DATABASE_URL if it is set."""

import os
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .staged_mail import Mail

for name in [name for name in os.environ if name.startswith("COURANT_MAIL_")]:
    del os.environ[name]
os.environ |= {
    "COURANT_DATA": tempfile.mkdtemp(prefix="courant-mail-"),
    "COURANT_SITE_URL": "https://site.test",
    "COURANT_SITE_NAME": "The Site",
    "COURANT_MAIL_URL": "smtp://127.0.0.1:9?tls=none",
    "COURANT_MAIL_FROM": "The Site <news@site.test>",
    "COURANT_MAIL_RETURNS": "bounces@site.test",
}

from courant_kit.process.django_settings import setup  # noqa: E402 - the environment comes first

setup("mail", "courant_mail")


@pytest.fixture
def mail(db: None) -> Iterator["Mail"]:
    """The mail on a fake session beside a blog, a web and a mail server, with nothing left from the previous test."""
    from .staged_mail import Mail

    with Mail() as made:
        yield made
