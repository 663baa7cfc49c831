"""What these tests share: one site whose processes they kill, and one Chromium."""

from tests.fixtures import browser, site, somebody

__all__ = ["browser", "site", "somebody"]
