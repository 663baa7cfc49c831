"""What the browser tests share: one site with people on it, and one Chromium."""

from tests.fixtures import browser, site, somebody

__all__ = ["browser", "site", "somebody"]
