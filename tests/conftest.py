"""Fixtures that any suite may use: one site with people on it, one Chromium, and browsers for those people."""

from tests.fixtures import browser, site, somebody

__all__ = ["browser", "site", "somebody"]
