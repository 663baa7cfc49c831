"""Our side: a separate installation, started with `courant up` and filled through the router."""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page

from courant_bench import wamp
from courant_bench.checkout import HERE, Checkout
from courant_bench.content import comment_body, post_markdown, post_title
from courant_bench.crowd import Crowd, opened
from courant_bench.editors import Editor
from courant_bench.processes import NotReady, answers, free_port, running
from courant_bench.script import Script, spoken_by
from courant_bench.window import Window

WRITERS = 200  # windows whose person is signed in
COMMENTS = 20
FILLED = ".content-made"  # the file that says that the first content of a new installation is complete
UNLIMITED = {  # all windows come from one address, and all writers are one person
    f"COURANT_LIMIT_{kind}": "1000000/1000000"
    for kind in ("PERSON_CALLS", "PERSON_WRITES", "ADDRESS_CALLS", "ADDRESS_WRITES")
}
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Post:
    """A post for a measure: its number in the blog, its path on the site and its title."""

    id: int
    path: str
    title: str = ""

    def arguments(self) -> dict[str, int | str]:
        """Return the arguments of the page procedure for posts."""
        *_, year, month, day, slug = self.path.strip("/").split("/")
        return {"year": int(year), "month": int(month), "day": int(day), "slug": slug}


@dataclass
class CourantSite:
    """A running installation; `process` is the process id of its supervisor.

    `browser` opens a real window, whose messages are recorded for a crowd.
    """

    port: int
    password: str
    process: int
    browser: Browser | None = None
    name: str = "Courant"
    form: str = 'form[data-call="courant.blog.comment.add"]'
    text: str = "text"
    live: str = '#connection[data-state="live"]'
    posts: int = 0
    _posts_of: dict[int, Post] = field(default_factory=dict)

    @property
    def roots(self) -> tuple[int, ...]:
        """The process whose descendants are the site."""
        return (self.process,)

    @property
    def url(self) -> str:
        """The public address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @cached_property
    def cookie(self) -> str:
        """The administrator's session, as a Cookie header."""
        with httpx.Client(base_url=self.url, headers={"Origin": self.url}) as client:
            form = client.get("/accounts/login/")
            token = CSRF.search(form.text)
            answer = client.post(
                "/accounts/login/",
                data={
                    "login": "admin",
                    "password": self.password,
                    "csrfmiddlewaretoken": token[1] if token else "",
                },
            )
            if answer.status_code != 302:
                raise NotReady(f"signing in was answered with {answer.status_code}:\n{answer.text[:2000]}")
            return "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    @cached_property
    def _reader(self) -> wamp.Session:
        return wamp.Session(self.port)

    def read(self, procedure: str, arguments: Mapping[str, int | str]) -> None:
        """Call a page procedure as a reader; raises `NotReady` if the page is not a success."""
        page = self._reader.call(procedure, **arguments)
        if page["status"] != 200:
            raise NotReady(f"{procedure} {arguments} was answered with {page['status']}")

    def write_post(self, comments: int = COMMENTS, text: str = "") -> Post:
        """Publish a post with some comments; without `text`, it gets the text of the bench."""
        writers = [wamp.Session(self.port, self.cookie) for _ in range(4)]  # one left idle would be closed
        post = self._publish(writers[0], text)
        for number in range(comments):
            text = f"Comment {number}. " + "What a good read this is. " * 3
            writers[number % 4].call("courant.blog.comment.add", post=post.id, text=text)
        for writer in writers:
            writer.close()
        return post

    def _publish(self, writer: wamp.Session, text: str = "") -> Post:
        self.posts += 1
        title = post_title(self.posts)
        words = {"title": title, "text": text or post_markdown(self.posts), "published": True}
        saved = writer.call("courant.blog.post.save", **words)
        return Post(saved["id"], saved["path"], title)

    def crowd(self, count: int) -> Crowd:
        """Open `count` windows on a new post; each sends exactly the messages of a real window."""
        post = self.write_post()
        words = self.script(post)
        writers = min(WRITERS, count // 2)
        windows = opened(count, lambda at: wamp.knock(self.port, self.cookie if at < writers else ""), words.say)
        crowd = Crowd(windows, wamp.EVENT_PREFIX, wamp.ERROR_PREFIX)
        self._posts_of[id(crowd)] = post
        return crowd

    def save(self, crowd: Crowd, number: int) -> None:
        """Save comment `number` from one of the crowd's windows."""
        message = _comment(self._posts_of[id(crowd)], number)
        crowd.save(number, number % min(WRITERS, len(crowd.windows) // 2), message)

    def script(self, post: Post) -> Script:
        """Return the messages that a reader's window sends on a post's page."""
        if self.browser is None:
            raise NotReady("a crowd needs a browser to learn from")
        return spoken_by(self.browser, f"{self.url}{post.path}", self.live)

    def windows(self, count: int, post: Post) -> list[Window]:
        """Open `count` readers' windows on a post."""
        return opened(count, lambda _: wamp.knock(self.port), self.script(post).say)

    def page(self) -> str:
        """Return the address of a new post."""
        return f"{self.url}{self.write_post().path}"

    def editors(self, count: int, edits: bool = False) -> list[Editor]:
        """Open the windows of `count` people, each of whom comments on a post of their own, or `edits` its text."""
        with closing(wamp.Session(self.port, self.cookie)) as writer:
            posts = [self._publish(writer) for _ in range(count)]
        windows = opened(count, lambda _: wamp.knock(self.port, self.cookie))
        topics = "courant.blog.live.comments-{}", "courant.blog.live.post-{}"
        for window, post in zip(windows, posts, strict=True):
            wamp.enter([window], [topic.format(post.id) for topic in topics])
        words = _edit if edits else _comment
        return [
            Editor(window, partial(words, post), wamp.RESULT_PREFIX, wamp.ERROR_PREFIX)
            for window, post in zip(windows, posts, strict=True)
        ]

    def writer(self, browser: Browser) -> Page:
        """Open an empty window of the administrator."""
        context = browser.new_context()
        pairs = [pair.split("=", 1) for pair in self.cookie.split("; ")]
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in pairs])
        return context.new_page()


def _comment(post: Post, number: int) -> bytes:
    arguments = {"post": post.id, "text": comment_body(number)}
    return wamp.call_message(1_000_000 + number, "courant.blog.comment.add", arguments)


def _edit(post: Post, number: int) -> bytes:
    arguments = {"id": post.id, "title": post.title, "text": f"{comment_body(number)}\n\n{post_markdown(number)}"}
    return wamp.call_message(1_000_000 + number, "courant.blog.post.save", arguments)


@contextmanager
def courant_site(
    directory: Path, browser: Browser | None = None, checkout: Checkout = HERE, **settings: str
) -> Iterator[CourantSite]:
    """Run an installation with its data in `directory`, and with more `settings` as variables of its environment.

    Raises `NotReady` if the checkout is not set up.
    """
    directory.mkdir(parents=True, exist_ok=True)
    port, password = free_port(), secrets.token_urlsafe(16)
    environment = {
        "PORT": str(port),
        "COURANT_DATA": str(directory / "data"),
        "COURANT_ADMIN_PASSWORD": password,
        **UNLIMITED,
        **settings,
    }
    log = directory / "courant.log"
    with running(
        [checkout.python, "-m", "courant_cli", "up"],
        environment=environment,
        directory=checkout.root,
        log=log,
        ready=lambda: (directory / "data" / FILLED).exists() and answers(f"http://127.0.0.1:{port}/readyz"),
        seconds=240,
    ) as process:
        yield CourantSite(port, password, process.pid, browser)
