"""Draws diagrams in Mermaid as SVG, in a process of its own, line by line: a source as JSON, then its picture.

It checks each source with one engine of mmdr, which reads Mermaid strictly and within bounds, and draws it with the
other, whose pictures are small and have no styles. The engines are native code that other people wrote: what ends this
process ends no service. It imports nothing of ours, no service imports mmdr, and it ends when nobody asks.
"""

import json
import math
import resource
import select
import sys
import time

MEMORY = 1_000_000_000
"""Bytes of address space."""

SECONDS = 2
"""Seconds of CPU time for one diagram."""

IDLE = 300.0
"""Seconds after which the process ends if nobody asks."""

MISSING = 3
"""The exit status if the engines are not installed; not every kind of machine has them."""


def drawn(source: str) -> dict[str, str]:
    """The SVG of a diagram, or the `reason` why it has none, in the words of the engine."""
    import mmdr

    try:
        mmdr.render(source, backend="merman").svg()
        return {"svg": mmdr.render(source, backend="mermaid-rs-renderer").svg()}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of native code is no Exception
        return {"reason": str(error)}


def _answer(line: str) -> str:
    began = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(began) + SECONDS, resource.RLIM_INFINITY))
    answer = drawn(json.loads(line))
    return json.dumps({**answer, "seconds": time.process_time() - began})


def main() -> None:
    """Answer each line of standard input with a line."""
    try:
        import mmdr  # noqa: F401
    except ImportError:
        sys.exit(MISSING)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while select.select([sys.stdin], [], [], IDLE)[0] and (line := sys.stdin.readline()):
        sys.stdout.write(_answer(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
