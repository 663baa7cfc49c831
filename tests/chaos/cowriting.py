"""People who write one page together: programs that take part in the protocol, each a process of its own."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from subprocess import PIPE, Popen
from typing import Any

from tests.router import ROOT

Program = Popen[str]


@contextmanager
def cowriters(router: str, operator: Callable[..., Any], names: Sequence[str], page: str) -> Iterator[list[Program]]:
    """The example, once for each name; each types the lines that it gets into the page.

    `router` is the address for programs, `operator(uri, **fields)` calls as the operator.
    """
    with ExitStack() as stack:
        yield [stack.enter_context(_cowriter(router, operator, name, page)) for name in names]


@contextmanager
def _cowriter(router: str, operator: Callable[..., Any], name: str, page: str) -> Iterator[Program]:
    made = operator("courant.core.credential.create", name=name, kind="backend", role="editor")
    environment = {"COURANT_NAME": name, "COURANT_SECRET": made["secret"], "COURANT_ROUTER": router}
    command = [sys.executable, str(ROOT / "examples" / "cowriter.py"), page]
    program = Popen(command, env={**os.environ, **environment}, stdin=PIPE, stdout=PIPE, text=True)
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def type_lines(programs: Sequence[Program], lines: int) -> None:
    """Have each type so many lines, one after the other."""
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("".join(f"{number} hundred letters\n" for number in range(lines)))
        program.stdin.flush()


def until_saved(programs: Sequence[Program], lines: int) -> None:
    """Wait until each has stored so many more lines."""
    for program in programs:
        assert program.stdout is not None
        assert list(islice(program.stdout, lines)) == ["saved\n"] * lines


def ended(programs: Sequence[Program]) -> str:
    """The text that all of them have at their end."""
    (text,) = {program.communicate(timeout=60)[0] for program in programs}
    return text.removesuffix("\n")


def typed(names: Sequence[str], lines: int) -> list[str]:
    """The lines that they have typed, in no order."""
    return [f"{name}: {number} hundred letters" for name in names for number in range(lines)]
