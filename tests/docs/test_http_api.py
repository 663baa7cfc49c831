"""The how-to of the HTTP API: its commands and programs work on a real site, as a reader copies them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests.docs.documents import DOCS, blocks, write
from tests.site import Site

pytestmark = pytest.mark.router

HOW_TO = [block for block in blocks(DOCS / "how-to" / "http-api.md") if "." in block.label]


@pytest.fixture
def reader(site: Site, tmp_path: Path) -> dict[str, str]:
    """A folder with the files of the how-to, and the environment in which a reader runs them."""
    write(tmp_path, HOW_TO)
    words = ["--role", "admin", "--scope", "write:blog"]
    printed = site.command("token", "add", f"Reader {token_hex(4)}", *words)
    (text,) = re.findall(r"courant_[0-9A-Za-z]{46}", printed)
    return {**os.environ, "SITE": site.url, "TOKEN": text, "MARK": str(tmp_path / "mark"), "HERE": str(tmp_path)}


def shell(reader: dict[str, str], script: str) -> str:
    """What a script of the how-to prints."""
    done = subprocess.run(
        ["sh", script], cwd=reader["HERE"], env=reader, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def printed(reader: dict[str, str], *command: str) -> Iterator[str]:
    """The lines that a program prints until it is no longer wanted."""
    program = subprocess.Popen(command, cwd=reader["HERE"], env=reader, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        yield from (line.strip() for line in program.stdout)
    finally:
        program.kill()
        program.wait(10)


def test_the_calls_work(reader: dict[str, str]) -> None:
    assert json.loads(shell(reader, "save.sh"))["location"]
    assert json.loads(shell(reader, "call.sh"))["posts"][0]["title"] == "Ferns"


def test_the_stream_has_what_the_how_to_shows(reader: dict[str, str]) -> None:
    shell(reader, "save.sh")
    lines = printed(reader, "sh", "events.sh")
    found = [next(line for line in lines if line.startswith(name)) for name in ("event: courant", "id:", "data:")]
    assert found[0] == "event: courant.blog.post.published"
    assert re.fullmatch(r"id: blog:\d+", found[1])
    (shown,) = [one for one in blocks(DOCS / "how-to" / "http-api.md", "text") if "event:" in one.text]
    example = json.loads(shown.text.partition("data: ")[2])
    assert example.keys() <= json.loads(found[2].removeprefix("data: ")).keys()


@pytest.mark.parametrize("command", [(sys.executable, "read_events.py"), ("node", "events.mjs")])
def test_the_programs_print_each_title(reader: dict[str, str], command: tuple[str, ...]) -> None:
    if command[0] == "node":
        command = (str(Path(sys.executable).with_name("node")), *command[1:])
    before = json.loads(shell(reader, "call.sh"))["posts"]
    shell(reader, "save.sh")
    lines = printed(reader, *command)
    assert next(line for line in lines if line == "Ferns")
    shell(reader, "save.sh")
    assert next(line for line in lines if line == "Ferns")
    assert len(json.loads(shell(reader, "call.sh"))["posts"]) >= min(len(before) + 2, 3)
