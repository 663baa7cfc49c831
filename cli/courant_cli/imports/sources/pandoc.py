"""Other marks as Markdown, by pandoc as a process: without the network, without files, and for a bounded time."""

import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from os import cpu_count
from pathlib import Path
from shutil import which

from courant_cli.imports.sources.export import Unusable

PATIENCE = 30.0
"""The seconds for one text."""
LARGEST = 1_000_000
"""The characters of one text."""
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


def several(texts: Iterable[str], marks: str) -> Iterator[str | Unread]:
    """The same for many texts, in their order, as many at once as there are processors."""
    program()
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        yield from pool.map(lambda text: _tried(text, marks), texts)


def _tried(text: str, marks: str) -> str | Unread:
    try:
        return markdown(text, marks)
    except Unread as reason:
        return reason
