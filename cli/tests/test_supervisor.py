"""The supervisor with real processes: those that die are restarted, and none is left behind."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUPERVISED = Path(__file__).with_name("supervised.py")
STEADY = "import os, signal; print(os.getpid(), flush=True); signal.pause()"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {STEADY}"
# Whether descriptor 3 is a socket: if none was inherited, it is the copy that was just made.
THIRD = "import os, signal, stat; print(stat.S_ISSOCK(os.fstat(os.dup(0) and 3).st_mode), flush=True); signal.pause()"
WEB = (
    "import os, socket; web = socket.socket(fileno=3); print(os.getpid(), web.getsockname()[1], flush=True)\n"
    "while True: web.accept()[0].sendall(b'here')"
)
HASTY = "print('no database', flush=True); raise SystemExit(3)"

PATIENCE = 60

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts supervisors and ends them with the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(*children: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(SUPERVISED), str(tmp_path / "log"), *children]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


def said(process: subprocess.Popen[str], name: str) -> str:
    """The next line printed under this name."""
    assert process.stdout is not None
    for line in process.stdout:
        found, _, text = line.rstrip("\n").partition(" ")
        if found == name:
            return text
    raise AssertionError(f"the supervisor ended before anything came from {name}")


def until_ended(pid: int, within: float = PATIENCE) -> bool:
    """Whether the process ends within this many seconds."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], within)[0])
    finally:
        os.close(descriptor)


def test_a_child_that_dies_is_started_again_and_its_death_is_told(start: Start) -> None:
    site = start(f"blog={STEADY}")
    first = int(said(site, "blog"))
    os.kill(first, signal.SIGKILL)
    assert said(site, "blog!") == "was killed (signal 9), starting again"
    assert int(said(site, "blog")) != first


def test_clients_of_an_inherited_socket_wait_for_the_child_that_is_started_again(start: Start) -> None:
    site = start(f"web={WEB}")
    pid, port = map(int, said(site, "web").split())
    os.kill(pid, signal.SIGKILL)
    until_ended(pid)
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        assert client.recv(4) == b"here"
    assert said(site, "web").split()[1] == str(port)


def test_no_other_child_inherits_it(start: Start) -> None:
    site = start(f"blog={THIRD}")
    assert said(site, "blog") == "False"


def test_a_child_that_cannot_start_waits_longer_each_time(start: Start) -> None:
    site = start(f"blog={HASTY}")
    told = [said(site, "blog!") for _ in range(3)]
    assert told[0] == "failed (exit status 3) after saying: no database, starting again"
    assert told[1] == "failed (exit status 3), starting again in 1 s"
    assert told[2] == "failed (exit status 3), starting again in 2 s"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_every_child_also_one_that_will_not(start: Start, sign: signal.Signals) -> None:
    site = start(f"blog={STEADY}", f"wiki={STUBBORN}")
    pids = first_words(site, {"blog", "wiki"})
    site.send_signal(sign)
    assert site.wait(PATIENCE) == 0
    assert all(until_ended(int(pid)) for pid in pids)


def first_words(process: subprocess.Popen[str], names: set[str]) -> list[str]:
    """The first line of each of these children, in any order."""
    found: dict[str, str] = {}
    assert process.stdout is not None
    while set(found) != names:
        name, _, text = process.stdout.readline().rstrip("\n").partition(" ")
        found.setdefault(name, text)
    return list(found.values())


def test_a_killed_supervisor_leaves_no_child_behind(start: Start) -> None:
    site = start(f"blog={STEADY}")
    pid = int(said(site, "blog"))
    site.kill()
    assert until_ended(pid)


def test_ctrl_c_reaches_the_supervisor_only(start: Start) -> None:
    site = start(f"blog={STEADY}")
    assert os.getpgid(int(said(site, "blog"))) != os.getpgid(site.pid)


def test_everything_that_a_child_prints_is_kept_in_its_log(start: Start, tmp_path: Path) -> None:
    printed = "print('out', flush=True); print('x' * 100000, file=sys.stderr)"
    site = start(f"blog=import signal, sys; {printed}; signal.pause()")
    assert {said(site, "blog"), said(site, "blog")} == {"out", "x" * 100000}
    site.terminate()
    site.wait(PATIENCE)
    assert sorted((tmp_path / "log" / "blog.log").read_text().splitlines()) == ["out", "x" * 100000]
