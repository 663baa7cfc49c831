"""What the contract tests share: one running site with people on it."""

from tests.fixtures import site

__all__ = ["site"]
