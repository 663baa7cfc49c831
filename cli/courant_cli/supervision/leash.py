"""Starts a program that ends with the process that started it, even if that process is killed.

Run as `python -I -S leash.py PARENT PROGRAM ARGUMENT...`; it becomes the program. Terminals send Ctrl-C to all members
of a process group, so the program gets its own group, and only its parent ends it.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

SET_PARENT_DEATH_SIGNAL = 1


def on_leash(command: Sequence[str]) -> list[str]:
    """The command line that runs a program on this process's leash."""
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


def main() -> None:
    """Ask the kernel (Linux) for SIGTERM at the parent's death, then become the program."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
