"""The peer for live pages: Django Channels with Redis and two uvicorn workers; the README has the alternatives."""

import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path

from playwright.sync_api import Browser, Page

from courant_bench.content import comment_body, post_html
from courant_bench.crowd import Crowd, opened
from courant_bench.editors import Editor
from courant_bench.processes import answers, free_port, running
from courant_bench.redis import redis
from courant_bench.window import Window

PEERS = Path(__file__).resolve().parent.parent / "peers"
COMMENTS = 20


@dataclass
class ChannelsSite:
    """A running peer with posts numbered from 1; each crowd gets its own post.

    `roots` are the process ids of the server and of Redis.
    """

    port: int
    roots: Sequence[int] = ()
    name: str = "Channels"
    post: int = 0
    form: str = "#comment"
    text: str = "body"
    live: str = "html[data-live]"

    def crowd(self, count: int) -> Crowd:
        """Open `count` windows on a post that no crowd has used."""
        self.post += 1
        path = f"/ws/{self.post}/"
        return Crowd(opened(count, lambda _: Window(self.port, path)))

    def save(self, crowd: Crowd, number: int) -> None:
        """Save comment `number` from one of the crowd's windows."""
        crowd.save(number, number % len(crowd.windows), comment_body(number).encode())

    def editors(self, count: int) -> list[Editor]:
        """Open the windows of `count` people, each of whom comments on a post of their own."""
        first, self.post = self.post + 1, self.post + count
        windows = opened(count, lambda at: Window(self.port, f"/ws/{first + at}/"))
        return [Editor(window, lambda number: comment_body(number).encode(), b"") for window in windows]

    def writer(self, browser: Browser) -> Page:
        """Open an empty window; anybody may comment."""
        return browser.new_context().new_page()

    def page(self) -> str:
        """Return the address of a post that no crowd has used."""
        self.post += 1
        return f"http://127.0.0.1:{self.port}/post/{self.post}/"


@contextmanager
def channels_site(directory: Path, posts: int = 200) -> Iterator[ChannelsSite]:
    """Run the peer on its own database in `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    with redis(directory) as server:
        port = free_port()
        settings = {
            "PEER_DATA": str(directory),
            "PEER_REDIS_PORT": str(server.port),
            "PEER_SECRET": secrets.token_hex(),
            "PYTHONPATH": str(PEERS),
        }
        _seed(directory, settings, posts)
        command = [sys.executable, "-m", "uvicorn", "channels_blog.asgi:application", "--port", str(port)]
        command += ["--workers", environ.get("PEER_WORKERS", "2"), "--ws", environ.get("PEER_WS", "websockets-sansio")]
        command += ["--lifespan", "off"]
        command += ["--log-level", "warning", "--no-access-log", "--backlog", "4096"]
        with running(
            command,
            environment=settings,
            directory=PEERS,
            log=directory / "channels.log",
            ready=lambda: answers(f"http://127.0.0.1:{port}/post/1/"),
        ) as process:
            yield ChannelsSite(port, (process.pid, server.process))


def _seed(directory: Path, settings: dict[str, str], posts: int) -> None:
    html = directory / "post.html"
    html.write_text(post_html())
    words = ["-m", "channels_blog.seed", str(posts), str(COMMENTS), str(html)]
    subprocess.run([sys.executable, *words], env={**environ, **settings}, cwd=PEERS, check=True)
