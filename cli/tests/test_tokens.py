"""`courant token`: what it asks web, and what it prints."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from courant_cli.access import tokens
from courant_cli.main import courant

TEXT = "courant_" + "x" * 46
LISTED = {
    "name": "Export", "begins": "courant_xxxxxxxx", "role": "backend", "maker": "", "scopes": "read:blog read:wiki",
    "expires": "2027-02-27T10:00:00+00:00", "used": "",
}  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The commands that web gets; it answers each as it would."""
    found: list[list[str]] = []

    def web(place: object, arguments: list[str]) -> str:
        found.append(arguments)
        listed = json.dumps([LISTED, {**LISTED, "used": "2026-11-29T10:00:00+00:00"}])
        return {"token-add": TEXT, "token-list": listed}.get(arguments[0], "Done.")

    monkeypatch.setattr(tokens, "web", web)
    monkeypatch.setenv("COURANT_DATA", str(tmp_path))
    return found


def printed(*arguments: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(courant, ["token", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_token_is_made_and_shown(asked: list[list[str]]) -> None:
    shown = printed("add", "Export", "--scope", "read:blog", "--scope", "courant.wiki.page.get", "--days", "7")
    assert TEXT in shown
    assert "Authorization: Bearer" in shown
    scopes = ["--scope", "read:blog", "--scope", "courant.wiki.page.get"]
    assert asked == [["token-add", "Export", "--role", "backend", "--days", "7", *scopes]]


def test_the_address_is_that_of_the_running_site(asked: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "public").write_text("http://localhost:8123/\n")
    assert "the API is at http://localhost:8123/api/." in printed("add", "Export", "--scope", "read:blog")


def test_tokens_are_listed_and_removed(asked: list[list[str]]) -> None:
    first, second = printed("list").splitlines()
    assert "courant_xxxxxxxx…" in first
    assert "expires 2027-02-27  never used  read:blog read:wiki" in first
    assert "last used 2026-11-29" in second
    assert printed("remove", "Export") == "Done.\n"
    assert asked[-1] == ["token-remove", "Export"]


@pytest.mark.parametrize(
    "wrong", [["x"], ["x", "--scope", "read:a", "--days", "0"], ["x", "--scope", "a", "--role", "service"]]
)
def test_what_is_missing_or_wrong_is_said(asked: list[list[str]], wrong: list[str]) -> None:
    assert CliRunner().invoke(courant, ["token", "add", *wrong]).exit_code == 2
    assert asked == []
