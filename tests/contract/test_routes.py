"""Django and the browser find the same page: the table that web/client/tests/routes.test.ts reads too."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from courant_kit.wire.contract import page
from courant_kit.wire.routes import routes, serves
from django.urls import URLPattern, path, re_path

TABLE = json.loads((Path(__file__).parent / "routes.json").read_text())
KINDS = {"path": path, "re_path": re_path}
PAGE = page("courant.test.page.any")
PATTERNS: list[URLPattern] = [
    KINDS[row["kind"]](row["django"], serves(PAGE), name=row["name"]) for row in TABLE["routes"]
]


def test_manifests_carry_the_patterns_of_the_table() -> None:
    assert {route.name: route.pattern for route in routes(PATTERNS)} == {
        row["name"]: row["pattern"] for row in TABLE["routes"]
    }


@pytest.mark.parametrize("row", TABLE["paths"], ids=lambda row: row["path"])
def test_django_finds_the_route_of_the_table(row: dict[str, Any]) -> None:
    decoded = unquote(row["path"])[1:]
    found = next((one for one in PATTERNS if one.pattern.match(decoded)), None)
    assert (found.name if found else None) == row["route"]
    if found:
        matched = found.pattern.regex.search(decoded)
        assert matched is not None
        assert {name: text for name, text in matched.groupdict().items() if text is not None} == row["arguments"]
