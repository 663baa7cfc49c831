"""The tutorial, step by step: the tests write its files, and each step has the described effect."""

import ast
import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from courant_cli.access.credentials import HOW

from tests.docs.documents import DOCS, Block, blocks, write
from tests.docs.readers import MODULE, RUN, checkout, environment, run
from tests.router import ROOT
from tests.services import Program
from tests.site import Site
from tests.wamp import WampError

TUTORIAL = DOCS / "tutorial.md"
PAGE, SIGN, REMOVE = (
    f"courant.guestbook.{name}" for name in ("page.guestbook", "entry.sign", "entry.remove")
)  # fmt: skip
LOOK: list[Any] = [PAGE, "visitor", {}]
SIGNS: list[Any] = [SIGN, "visitor", {"text": "Hello <b>!"}]


def step(number: int) -> list[Block]:
    """The files that the tutorial has shown up to the end of a step."""
    headings = [line for line, text in enumerate(TUTORIAL.read_text().splitlines(), 1) if text.startswith("## ")]
    end = headings[number + 1]  # the first heading is that of the preparations
    return [block for block in blocks(TUTORIAL) if "." in block.label and block.line < end]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a reader after the last step."""
    return environment(tmp_path_factory.mktemp("reader"), RUN, MODULE)


def staged(python: Path, folder: Path, number: int, *actions: list[Any]) -> tuple[list[str], list[str]]:
    """The answers of the module as it is after a step, and the topics of what it published."""
    write(folder, step(number))
    command: list[str | Path] = [python, Path(__file__).with_name("staged.py"), folder, "guestbook"]
    done = subprocess.run(
        command, input=json.dumps(actions), text=True, capture_output=True, check=False, timeout=60,
        env={**os.environ, "COURANT_DATA": str(folder / "var")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    return told["answers"], told["topics"]


def test_step_1_is_a_page(python: Path, tmp_path: Path) -> None:
    (page,), _ = staged(python, tmp_path, 1, LOOK)
    assert page == '<div class="reading"><h1>Guestbook</h1></div>'


def test_step_2_has_a_template(python: Path, tmp_path: Path) -> None:
    (page,), _ = staged(python, tmp_path, 2, LOOK)
    assert "Nobody has signed yet." in page


def test_step_3_keeps_what_is_signed(python: Path, tmp_path: Path) -> None:
    (_, page, refused, unknown), topics = staged(
        python,
        tmp_path,
        3,
        SIGNS,
        LOOK,
        [SIGN, "visitor", {"text": ""}],
        [SIGN, "visitor", {"text": "x", "name": "eve"}],
    )
    assert "Hello &lt;b&gt;!" in page
    assert "A visitor" in page
    assert refused.startswith("courant.error.invalid: Text")
    assert unknown.startswith("courant.error.invalid: There is no field")
    assert topics == []


def test_step_4_is_live_and_is_the_example(python: Path, tmp_path: Path) -> None:
    (_, page), topics = staged(python, tmp_path, 4, SIGNS, LOOK)
    assert re.search(r'<ol data-live="guestbook.entries" data-version="1" class="rows"><li id="entry-1">', page)
    assert topics == ["courant.guestbook.live.entries"]
    example = ROOT / "examples" / "guestbook"
    for name in ("entry.html", "guestbook.html"):
        assert (tmp_path / name).read_text() == (example / name).read_text()
    assert statements(tmp_path / "guestbook.py") == statements(example / "guestbook.py")


def test_step_5_lets_editors_remove(python: Path, tmp_path: Path) -> None:
    remove = {"entry": 1}
    (_, member, editor, again, page), _ = staged(
        python,
        tmp_path,
        5,
        SIGNS,
        [REMOVE, "member", remove],
        [REMOVE, "editor", remove],
        [REMOVE, "editor", remove],
        LOOK,
    )
    assert member.startswith("courant.error.forbidden")
    assert editor == "None"
    assert again == "courant.error.not_found: This entry is gone already."
    assert "Hello" not in page


def test_step_6_is_a_test_that_passes(python: Path, tmp_path: Path) -> None:
    """In the root of a checkout, after the one command that the tutorial shows for it."""
    (installs,) = (block for block in blocks(TUTORIAL, "console") if "uv pip install" in block.text)
    (lock,) = re.findall(r"--require-hashes -r (\S+)", installs.text)
    assert ROOT / lock == MODULE
    checkout(tmp_path)
    write(tmp_path / "guestbook", step(6))
    run(tmp_path, "-m", "pytest", "guestbook", python=python)


def test_before_that_command_the_module_runs_and_pytest_is_missing(tmp_path: Path) -> None:
    """As after `make run`."""
    write(tmp_path, step(5))
    python = environment(tmp_path / "reader", RUN)
    run(tmp_path, "-c", "import guestbook", python=python)
    with pytest.raises(AssertionError, match="No module named 'pytest'"):
        run(tmp_path, "-c", "import pytest", python=python)


@pytest.mark.router
def test_the_module_joins_a_site(site: Site, tmp_path: Path) -> None:
    write(tmp_path, step(6))
    printed = site.command("module", "add", "guestbook")
    exported = dict(re.findall(r"export (COURANT_\w+)=(\S+)", printed))
    assert exported["COURANT_ROUTER"] == f"ws://localhost:{site.port}/ws"
    exported["COURANT_DATA"] = str(tmp_path / "var")
    visitor, operator = site.visitor(), site.operator()
    changed = visitor.subscribe("courant.core.module.changed")
    with Program([tmp_path / "guestbook.py"], exported, tmp_path / "guestbook.log"):
        while visitor.next_event(changed, timeout=30)[1] != {"module": "guestbook", "present": True}:
            pass
        entries = visitor.subscribe("courant.guestbook.live.entries")
        visitor.call(SIGN, text="Hello from the tutorial")
        assert "Hello from the tutorial" in str(visitor.next_event(entries, timeout=30))
        with pytest.raises(WampError, match="forbidden"):
            visitor.call(REMOVE, entry=1)
        assert until_shown(site, "/guestbook/", "Hello from the tutorial")
        operator.call(REMOVE, entry=1)
        assert "Hello from the tutorial" not in str(visitor.call(PAGE))
    visitor.close()
    operator.close()


def test_the_tutorial_shows_what_the_command_prints() -> None:
    """With the values of a site on the usual port."""
    (shown,) = (block.text for block in blocks(TUTORIAL, "console") if "export COURANT_SECRET" in block.text)
    values = {"kind": "module", "name": "guestbook", "secret": "the-secret-that-was-printed", "more": "",
              "method": "ticket"}  # fmt: skip
    printed = HOW.format(**values, router="ws://localhost:8080/ws")
    lines = [line.strip() for line in printed.splitlines()]
    assert [line for line in lines if line.startswith("export")] == commands_of(shown)


def commands_of(text: str) -> list[str]:
    """The commands of a console block, one a line."""
    return [line.removeprefix("$ ") for line in text.splitlines()]


def until_shown(site: Site, path: str, words: str) -> bool:
    """Wait until a reader without a browser finds the words on a page: web learns of a module a moment later."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if words in site.fetch(path)[1]:
            return True
        time.sleep(0.1)
    return False


def statements(path: Path) -> set[str]:
    """What a Python file says, whatever the order."""
    return {ast.unparse(node) for node in ast.parse(path.read_text()).body}
