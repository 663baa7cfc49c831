"""The edges of web: settings, static files, user names and commands."""

import argparse
import re
from io import StringIO
from pathlib import Path

import courant_web
import pytest
from courant_kit.calls.errors import CourantError, Invalid
from courant_kit.content.icons import NAMES
from courant_kit.content.markdown import SHELL_IDS
from courant_kit.process.environment import SettingError
from courant_web import usernames
from courant_web.accounts import commands, handshake, people
from courant_web.environment import load_web
from courant_web.front.assets import load_assets
from courant_web.front.security_headers import secured
from courant_web.models import User
from hypothesis import given
from hypothesis import strategies as st

from .http_reader import PASSWORD

ENVIRONMENT = {"COURANT_DATA": "/nonexistent", "COURANT_SECRET_KEY": "k"}


def test_settings_have_sensible_defaults() -> None:
    web = load_web({**ENVIRONMENT, "PORT": "9090"})
    assert (web.host, web.port, web.site_url) == ("127.0.0.1", 8081, "http://localhost:9090")
    assert (web.signup, web.secure, web.expected) == (True, False, ("core", "blog", "mail", "search", "wiki"))
    assert web.mail["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert web.session_cookie == "sessionid_9090"


def test_a_listening_socket_can_be_inherited() -> None:
    assert load_web(ENVIRONMENT).listener is None
    assert load_web({**ENVIRONMENT, "COURANT_WEB_LISTEN": "::1"}).listener is None
    assert load_web({**ENVIRONMENT, "COURANT_WEB_LISTEN": "fd:3"}).listener == 3


def test_settings_of_a_site_in_production() -> None:
    web = load_web({**ENVIRONMENT, "COURANT_SITE_URL": "https://example.org/", "COURANT_SIGNUP": "0",
                    "EMAIL_URL": "smtp+tls://me:secret@mail.example.org:587"})  # fmt: skip
    assert (web.site_url, web.secure, web.signup, web.session_cookie) == (
        "https://example.org",
        True,
        False,
        "sessionid",
    )
    assert web.hosts == ["example.org", "localhost", "127.0.0.1", "[::1]"]
    assert (web.mail["EMAIL_HOST"], web.mail["EMAIL_USE_TLS"]) == ("mail.example.org", True)
    assert "includeSubDomains" in secured(secure=web.secure)["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COURANT_SITE_URL", "example.org"),
        ("COURANT_SITE_URL", "https://example.org/path"),
        ("COURANT_WEB_PORT", "http"),
        ("COURANT_WEB_LISTEN", "fd:three"),
        ("COURANT_ALLOWED_ORIGINS", "example.org"),
        ("EMAIL_URL", "pigeon://me:secret@roof"),
    ],
)
def test_a_wrong_setting_is_named_without_its_secrets(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        load_web({**ENVIRONMENT, name: value})
    assert name in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_key_is_made_once_for_nobody_else_to_read(tmp_path: Path) -> None:
    environment = {"COURANT_DATA": str(tmp_path)}
    assert load_web(environment).secret_key == load_web(environment).secret_key != ""
    assert (tmp_path / "secrets" / "web-key").stat().st_mode & 0o077 == 0


def test_static_files_have_a_name_that_never_changes(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "client.js").write_text("export {};\n" * 100)
    (tmp_path / "favicon.svg").write_text("<svg/>")
    assets = load_assets(tmp_path)
    url = assets.url("missing.js", "built/client.js")
    hashed, plain = (dict(assets.files[path.encode()].start["headers"]) for path in (url, "/static/built/client.js"))
    assert hashed[b"cache-control"] == b"public, max-age=31536000, immutable"
    assert plain[b"cache-control"] == b"no-cache"
    assert hashed[b"content-type"] == b"text/javascript; charset=utf-8"
    assert hashed[b"x-content-type-options"] == b"nosniff"
    assert b"/favicon.svg" in assets.files


def test_a_script_whose_name_has_its_hash_keeps_that_name(tmp_path: Path) -> None:
    """The client's parts import each other by it; a part of another version is missing instead of wrong."""
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "client-a_B-9z12.js").write_text("export {};\n" * 100)
    assets = load_assets(tmp_path)
    assert assets.url("built/client.js") == "/static/built/client-a_B-9z12.js"
    headers = dict(assets.files[b"/static/built/client-a_B-9z12.js"].start["headers"])
    assert headers[b"cache-control"] == b"public, max-age=31536000, immutable"
    assert b"/static/built/client.js" not in assets.files


def test_a_file_that_does_not_exist_has_no_address(tmp_path: Path) -> None:
    assets = load_assets(tmp_path)
    assert assets.url("missing.js") == ""


@given(st.text(max_size=60))
def test_no_name_can_be_mistaken_on_the_router_or_in_a_url(name: str) -> None:
    try:
        usernames.check(name)
    except usernames.ValidationError:
        return
    assert name.isascii()
    assert not set(name) & set("#@/ \n")
    assert 0 < len(name) <= usernames.LONGEST


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_origin_breaks_the_handshake(origin: str, host: str) -> None:
    ours = handshake.ours(origin, host, frozenset())
    assert not handshake.ours(f"http://[{origin}", host, frozenset())
    assert not ours or origin.lower().split("://", 1)[1].split("/")[0] == host.lower()


@pytest.mark.django_db
def test_commands_look_after_people(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
        code = commands.run(commands.parser().parse_args(words))
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    assert run("ensure-admin") == (0, "created\n")
    assert run("ensure-admin") == (0, "exists\n")
    assert run("user-add", "ada", "--role", "editor", "--password-stdin") == (0, "ada can sign in now.\n")
    assert run("user-role", "ADA", "admin") == (0, "The role of ADA is now admin.\n")
    assert run("user-role", "ada", "king") == (1, "A role is one of: member, editor, admin.\n")
    assert run("user-add", "ada", "--password-stdin")[0] == 1
    assert User.objects.get(username="ada").check_password(PASSWORD)


def test_the_command_line_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.parser().parse_args(["--help"])
    assert "user-role" in capsys.readouterr().out
    assert commands.parser().parse_args([]) == argparse.Namespace(command=None)


@pytest.mark.django_db
def test_somebody_can_always_look_after_the_site() -> None:
    people.add("admin", PASSWORD, "admin")
    for act in (lambda: people.set_role("admin", "member"), lambda: people.set_active("admin", active=False)):
        with pytest.raises(CourantError, match="last administrator"):
            act()
    people.add("second", PASSWORD, "admin")
    people.set_role("admin", "member")


@pytest.mark.django_db
def test_people_are_listed_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PAGE_SIZE", 2)
    for name in ("ada", "barbara", "carol"):
        people.add(name, PASSWORD)
    first, after = people.listed()
    second, end = people.listed(after=after)
    assert [one.username for one in (*first, *second)] == ["ada", "barbara", "carol"]
    assert (after, end) == ("barbara", "")
    assert [one.username for one in people.listed("BAR")[0]] == ["barbara"]
    with pytest.raises(Invalid):
        people.add("ADA", PASSWORD)


def test_no_heading_can_have_an_id_of_the_shell() -> None:
    """The client finds the shell's elements by their ids; it looks for the list of modules among the scripts."""
    shell = (Path(courant_web.__file__).parent / "templates" / "shell.html").read_text()
    ids = set(re.findall(r'\bid="([^"]+)"', shell))
    assert "notices" in ids
    assert ids <= SHELL_IDS


def test_styles_name_no_side_that_depends_on_the_direction_of_a_text() -> None:
    """`text-align: right` alone stays: in a table, Markdown's `--:` means that side in every language."""
    folder = Path(courant_web.__file__).parent / "static" / "css"
    styles = "".join(one.read_text() for one in folder.glob("*.css"))
    sides = re.findall(r"(?:\b(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right))\s*:", styles)
    assert sides == []
    assert re.findall(r"text-align: (?:left|right)", styles) == ["text-align: right"]


def test_the_ids_of_all_icons_are_reserved() -> None:
    """No heading may have the id of a symbol in the sprite; the kit has the names, and the sprite is made of a list."""
    listed = (Path(courant_web.__file__).parent / "icons" / "icons.txt").read_text().split()
    sprite = (Path(courant_web.__file__).parent / "templates" / "icons.svg").read_text()
    assert set(re.findall(r'id="icon-([^"]+)"', sprite)) == NAMES >= set(listed)
    assert {f"icon-{name}" for name in NAMES} <= SHELL_IDS
