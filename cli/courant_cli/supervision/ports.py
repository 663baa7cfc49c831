"""Ports of this machine: which are free, and which programs use the others."""

import socket
from pathlib import Path

LISTENING = "0A"
BACKLOG = 2048


def is_free(host: str, port: int) -> bool:
    """Whether a program can listen on this address now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return False
        return True


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens on this address; raises OSError. Its connections wait until somebody accepts them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=host == "::")


def free() -> int:
    """A free port of the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def holder(port: int) -> str:
    """The program that listens on the port, as `name (process 123)`; empty if the system does not say."""
    inodes = _listening_inodes(port)
    for process in Path("/proc").glob("[0-9]*"):
        if inodes & _sockets(process):
            return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    return ""


def _listening_inodes(port: int) -> set[str]:
    tables = [path for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists()]
    rows = [line.split() for table in tables for line in table.read_text().splitlines()[1:]]
    return {row[9] for row in rows if row[3] == LISTENING and int(row[1].rpartition(":")[2], 16) == port}


def _sockets(process: Path) -> set[str]:
    try:
        links = [str(descriptor.readlink()) for descriptor in (process / "fd").iterdir()]
    except OSError:  # unreadable: another user's process, or one that has just ended
        return set()
    return {link[8:-1] for link in links if link.startswith("socket:[")}
