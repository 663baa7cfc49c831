"""The writes made during failures: posts, comments and pages, over the router and over HTTP."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.site import Site
from tests.wamp import Peer, WampError

Write = Callable[[str], object]

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Post:
    """A public post: its number, its path, and the fragment of its comments."""

    id: int
    path: str

    @property
    def comments(self) -> str:
        """The id of the fragment that shows its comments."""
        return f"blog.comments-{self.id}"


class Operator:
    """Calls as the operator, over a session that is made anew once it is lost."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._peer: Peer | None = None

    def call(self, uri: str, **fields: Any) -> Any:
        """The result of a procedure; raises one of `stream.AWAY` when it is not told."""
        if self._peer is None or self._peer.lost.is_set():
            self._peer = self._site.operator()
        return self._peer.call(uri, **fields)


def publish(site: Site, title: str) -> Post:
    """A new public post."""
    with site.operator() as operator:
        saved = operator.call("courant.blog.post.save", title=title, text="Some *words*.", published=True)
    return Post(saved["id"], saved["path"])


def comment(site: Site, post: Post, words: str) -> None:
    """One more comment."""
    Operator(site).call("courant.blog.comment.add", post=post.id, text=words)


def commenting(site: Site, post: Post) -> Callable[[], Write]:
    """Makes writers whose words become comments."""

    def writer() -> Write:
        operator = Operator(site)
        return lambda words: operator.call("courant.blog.comment.add", post=post.id, text=words)

    return writer


def commenting_over_http(site: Site, post: Post, cookies: dict[str, str]) -> Callable[[], Write]:
    """Makes writers who send the comment form of their browser without JavaScript."""

    def writer() -> Write:
        http = httpx.Client(base_url=site.url, cookies=cookies, headers={"Origin": site.url}, timeout=20)

        def send(words: str) -> None:
            answer = http.post("/call/courant.blog.comment.add/", data={"post": str(post.id), "text": words})
            if answer.status_code != 303:
                raise WampError(f"it was answered {answer.status_code}")

        return send

    return writer


def revising(site: Site) -> Callable[[], Write]:
    """Makes writers who each write a wiki page again and again, from whatever revision it has."""

    def writer() -> Write:
        operator, path = Operator(site), f"stream-{next(_numbers)}"

        def save(words: str) -> None:
            base = _revision(operator, path)
            operator.call("courant.wiki.page.save", title=path, path=path, text=words, base=base)

        return save

    return writer


def admitting(site: Site) -> Callable[[], Write]:
    """Makes writers who let backends named after the words in."""

    def writer() -> Write:
        operator = Operator(site)
        return lambda words: operator.call("courant.core.credential.create", name=name_of(words), kind="backend")

    return writer


def name_of(words: str) -> str:
    """A backend's name."""
    return f"b{words.replace(' ', '-')}"


def _revision(operator: Operator, path: str) -> int:
    try:
        return int(operator.call("courant.wiki.page.get", path=path)["revision"])
    except WampError as error:
        if error.uri != "courant.error.not_found":
            raise
    return 0
