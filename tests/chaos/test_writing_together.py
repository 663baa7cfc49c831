"""The service of a text is killed while five programs type in it: everything is there, once, and all have the same."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from subprocess import PIPE, Popen

from tests.chaos.ledger import Ledger
from tests.chaos.writing import Operator
from tests.router import ROOT
from tests.site import Site

NAMES = ("ann", "ben", "cleo", "dan", "eva")
LINES = 4


@contextmanager
def cowriter(site: Site, name: str) -> Iterator["Popen[str]"]:
    """The example, which types the lines that it gets."""
    made = Operator(site).call("courant.core.credential.create", name=name, kind="backend", role="editor")
    router = f"ws://localhost:{site.port}/ws"
    environment = {"COURANT_NAME": name, "COURANT_SECRET": made["secret"], "COURANT_ROUTER": router}
    command = [sys.executable, str(ROOT / "examples" / "cowriter.py"), "together"]
    program = Popen(command, env={**os.environ, **environment}, stdin=PIPE, stdout=PIPE, text=True)
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def until_saved(programs: list["Popen[str]"], lines: int) -> None:
    """Wait until each has stored so many more lines."""
    for program in programs:
        assert program.stdout is not None
        assert list(islice(program.stdout, lines)) == ["saved\n"] * lines


def test_everything_that_five_people_type_is_there(site: Site) -> None:
    Operator(site).call("courant.wiki.page.save", title="Together", text="Once")
    writers = [cowriter(site, name) for name in NAMES]
    programs = [writer.__enter__() for writer in writers]
    try:
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("".join(f"{number} hundred letters\n" for number in range(LINES)))
            program.stdin.flush()
        until_saved(programs, 1)
        site.kill("wiki")
        until_saved(programs, 1)
        site.kill("wiki")
        until_saved(programs, LINES - 2)
        texts = {program.communicate(timeout=60)[0] for program in programs}
    finally:
        for writer in writers:
            writer.__exit__(None, None, None)
    (text,) = texts
    lines = text.splitlines()
    wanted = [f"{name}: {number} hundred letters" for name in NAMES for number in range(LINES)]
    assert sorted(lines) == sorted(["Once", *wanted])
    numbers = Ledger(site, "wiki").rows("SELECT number FROM courant_textupdate ORDER BY number")
    assert [number for (number,) in numbers] == list(range(numbers[0][0], numbers[0][0] + len(numbers)))
