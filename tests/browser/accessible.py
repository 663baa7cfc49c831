"""How the tests look at a page with axe: in which windows, and for what."""

from typing import Any, Literal

Scheme = Literal["light", "dark"]

WINDOWS: list[tuple[int, Scheme]] = [(390, "light"), (1280, "dark")]
"""A phone and a desk, with a scheme each: colours do not depend on the width."""

FAULTS: dict[str, Any] = {"resultTypes": ["violations"]}
"""Only what is wrong: to describe what is right takes axe a quarter of its time."""
