"""Commands in documents: those in `run` blocks are run; all others must name existing targets, options and files."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from courant_cli.exports.folder.shelf import Shelf
from courant_cli.main import courant

from tests.docs.documents import Block, blocks, commands, documents
from tests.router import ROOT
from tests.site import Site

BLOCKS = [block for document in documents() for block in blocks(document, "console")]
RUN = [block for block in BLOCKS if block.label == "run"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
SERVICES = set(yaml.safe_load((ROOT / "compose.yaml").read_text())["services"])
COMPOSE = {"build", "up", "down", "exec", "run", "logs", "start", "stop"}
OF_THE_SYSTEM = {".", "cd", "chmod", "createdb", "export", "git", "mkdir", "docker", "node", "npm", "uv"}
POST = '+++\ntitle = "A fern"\ndate = 2026-01-02\n+++\nGreen.\n'
WORDPRESS = """<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel><wp:base_blog_url>https://moss.example</wp:base_blog_url><item><title>A moss</title>
<link>https://moss.example/2026/a-moss/</link><c:encoded>Green.</c:encoded><wp:post_id>1</wp:post_id>
<wp:post_date>2026-01-02 03:04:05</wp:post_date><wp:post_name>a-moss</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item></channel></rss>
"""


def words(command: str) -> list[str]:
    """The words of a command without the variables before it and what follows a redirection."""
    found = shlex.split(command.partition(" > ")[0].partition(" < ")[0])
    while found and re.match(r"^[A-Z_]+=", found[0]):
        found.pop(0)
    return found


def simple(block: Block) -> list[list[str]]:
    """The commands of a block, those that `&&` joins one by one."""
    return [words(part) for command in commands(block) for part in command.split("&&")]


@pytest.fixture
def reader(tmp_path: Path, site: Site) -> Path:
    """A folder as readers have it: the site's data, things to import, the checkout's scripts."""
    (tmp_path / "my-blog").mkdir()
    (tmp_path / "my-blog" / "a-fern.md").write_text(POST)
    (tmp_path / "my-wordpress.xml").write_text(WORDPRESS)
    (tmp_path / "my-notes").mkdir()
    (tmp_path / "my-notes" / "Moss.md").write_text("[[Moss]] is green.\n")
    (tmp_path / "my-book").mkdir()
    (tmp_path / "my-book" / "SUMMARY.md").write_text("# Summary\n\n- [Ferns](ferns.md)\n")
    (tmp_path / "my-book" / "ferns.md").write_text("# Ferns\n\nGreen.\n")
    Shelf(tmp_path / "my-site").end("", {})
    (tmp_path / "var").symlink_to(site.data)
    (tmp_path / "deploy").symlink_to(ROOT / "deploy")
    return tmp_path


@pytest.mark.router
@pytest.mark.parametrize("block", RUN, ids=str)
def test_it_runs(block: Block, site: Site, reader: Path) -> None:
    for found in simple(block):
        command = [sys.executable, "-m", "courant_cli", *found[1:]] if found[0] == "courant" else found
        done = subprocess.run(
            command, cwd=reader, env=site.environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", [block for block in BLOCKS if block not in RUN], ids=str)
def test_it_names_what_is_there(block: Block) -> None:
    assert commands(block), "a console block has commands that begin with $"
    for found in simple(block):
        if found:
            check(found)


def check(found: list[str]) -> None:
    """Fails when a command names a target, subcommand, option, service or file that is not there."""
    name = found[0]
    if name == "make":
        assert set(found[1:]) <= TARGETS, found
    elif Path(name).name == "courant":
        parse(found[1:])
    elif name == "docker":
        composed(found)
    elif Path(name).name in {"python", "python3", "pytest", "pip"}:
        for path in found[1:]:
            assert not re.match(r"^(examples|tests|docs|services)/", path) or (ROOT / path).exists(), path
    else:
        assert name in OF_THE_SYSTEM or (ROOT / name).is_file(), f"nobody knows {name}"


def parse(arguments: list[str]) -> None:
    """Parse a `courant` command down to its last option; raises click.UsageError."""
    command: click.Command = courant
    while isinstance(command, click.Group):
        command, arguments = command.commands[arguments[0]], arguments[1:]
    folders = [one for one in command.params if isinstance(one.type, click.Path)]
    for folder in folders:
        assert isinstance(folder.type, click.Path)
        folder.type.exists = False
    for one in command.params:
        one.required = one.required and not one.envvar  # the environment may say it
    command.make_context("courant", list(arguments))


def composed(found: list[str]) -> None:
    """See that compose commands and services are there."""
    if found[1] == "volume":
        return
    assert found[1] == "compose", found
    assert found[2] in COMPOSE, found
    if found[2] in {"exec", "run", "logs", "start", "stop"}:
        assert SERVICES & set(found), found
    if found[2] == "run":
        parse(found[next(at for at, word in enumerate(found) if word in SERVICES) + 1 :])
    for name, _ in (one.split("=") for one in found if re.fullmatch(r"\w+=\d+", one)):
        assert name in SERVICES, found


def test_the_readme_clones_runs_and_tests() -> None:
    found = [command for block in blocks(ROOT / "README.md", "console") for command in commands(block)]
    assert found == ["git clone ADDRESS courant && cd courant", "make run", "make test"]
