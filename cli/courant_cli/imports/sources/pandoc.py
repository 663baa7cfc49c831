"""Other marks as Markdown, by pandoc as a process: without the network, without files, and for a bounded time."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from os import cpu_count
from pathlib import Path
from secrets import token_hex
from shutil import which

from courant_cli.imports.sources.export import Unusable

PATIENCE = 30.0
"""The seconds for one text."""
LARGEST = 1_000_000
"""The characters of one text."""
TOGETHER = 200_000
"""The characters of the texts that share a process."""
MISSING = (
    "pandoc reads its texts, and is not installed. Install it (https://pandoc.org/installing.html), or the package "
    "pypandoc-binary into the environment of this command."
)


class Unread(ValueError):
    """A text that pandoc cannot read; the message says why."""


@cache
def program() -> str:
    """The path of pandoc; raises Unusable if it is not installed."""
    found = which("pandoc")
    spec = None if found else find_spec("pypandoc")
    packed = Path(spec.origin).parent / "files" / "pandoc" if spec and spec.origin else None
    if packed and packed.is_file():
        found = str(packed)
    if not found:
        raise Unusable(MISSING)
    return found


def markdown(text: str, marks: str) -> str:
    """A text in these marks (`dokuwiki`, `rst`) as Markdown; raises Unread."""
    if len(text) > LARGEST:
        raise Unread(f"it has more than {LARGEST:,} characters")
    command = [program(), "--sandbox", "--from", marks, "--to", "gfm", "--wrap", "none"]
    try:
        done = subprocess.run(
            command, input=text.encode("utf-8", errors="replace"), capture_output=True, check=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise Unread(f"pandoc takes more than {PATIENCE:.0f} seconds for it") from None
    except (subprocess.CalledProcessError, OSError) as error:
        said = getattr(error, "stderr", b"") or b""
        raise Unread(f"pandoc cannot read it: {said.decode(errors='replace')[:200].strip()}") from None
    return done.stdout.decode("utf-8", errors="replace")


def several(texts: Iterable[str], marks: str, alone: Callable[[str], bool] = lambda _: True) -> Iterator[str | Unread]:
    """The same for many texts, in their order, in as many processes at once as there are processors.

    Texts of which `alone` is false share a process, since its start takes longer than most texts: nothing in them may
    reach beyond their end, as notes and marks that nobody closes do.
    """
    program()
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        for some in pool.map(lambda group: _together(group, marks), _groups(texts, alone)):
            yield from some


def _groups(texts: Iterable[str], alone: Callable[[str], bool]) -> Iterator[list[str]]:
    group: list[str] = []
    for text in texts:
        if alone(text) or sum(map(len, group)) + len(text) > TOGETHER:
            if group:
                yield group
            group = []
        group.append(text)
        if alone(text):
            yield group
            group = []
    if group:
        yield group


def _together(texts: list[str], marks: str) -> list[str | Unread]:
    """Several texts by one process; one by one if they cannot be told apart afterwards."""
    if len(texts) > 1:
        between = f"courant{token_hex(12)}"
        whole = _tried(f"\n\n{between}\n\n".join(texts), marks)
        found = [] if isinstance(whole, Unread) else re.split(rf"^{between}$", whole, flags=re.MULTILINE)
        if len(found) == len(texts):
            return [f"{one.strip(chr(10))}\n" for one in found]
    return [_tried(text, marks) for text in texts]


def _tried(text: str, marks: str) -> str | Unread:
    try:
        return markdown(text, marks)
    except Unread as reason:
        return reason
