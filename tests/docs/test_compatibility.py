"""What was written for the last release works with the contracts of this checkout, unless the major version moves."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from courant_kit.wire import compatibility
from courant_kit.wire.schemas import json_schema

from tests.docs.documents import DOCS

sys.path.insert(0, str(DOCS))
generate: Any = import_module("generate")

NEWEST: str = generate.releases()[-1]


@pytest.fixture(scope="module")
def released() -> dict[str, Any]:
    """The contracts of the last release."""
    found: dict[str, Any] = json.loads((Path(generate.RELEASED) / f"{NEWEST}.json").read_text())
    return found


@pytest.fixture(scope="module")
def now() -> dict[str, Any]:
    """The contracts of this checkout."""
    return compatibility.recorded(json_schema(generate.contracts()))


def test_programs_written_for_the_last_release_still_work(released: dict[str, Any], now: dict[str, Any]) -> None:
    broken = compatibility.breaking(released, now)
    assert compatibility.may_break(NEWEST, generate.VERSION) or broken == []


def test_what_is_newer_than_the_last_release_says_so(released: dict[str, Any], now: dict[str, Any]) -> None:
    undated = compatibility.undated(released, now, NEWEST)
    assert generate.VERSION == NEWEST or undated == []


def test_a_change_that_breaks_programs_is_noticed(released: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(released))
    del changed["procedures"]["courant.blog.post.get"]
    changed["$defs"]["ListPosts"]["required"].append("limit")
    changed["topics"]["courant.blog.post.published"]["who"].remove("backend")
    assert compatibility.breaking(released, changed) == [
        "courant.blog.post.get is gone.",
        "courant.blog.post.list now requires the field `limit`.",
        "courant.blog.post.published is no longer for backend.",
    ]
