"""Rows for readers without a socket who ask for a page while somebody saves."""

import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event

import httpx

from courant_bench import wamp
from courant_bench.courant import CourantSite, Post, courant_site
from courant_bench.measures.stale import Answer, lateness
from courant_bench.plan import Plan
from courant_bench.report import Row

READERS = 4
MARK = re.compile(r"Save number (\d+)\.")


def rows(plan: Plan) -> Sequence[Row]:
    """Ask for a post again and again while comments are saved on it, one after the other."""
    if not plan.ours:
        return []
    with courant_site(plan.directory / "stale") as site:
        post = site.write_post(comments=0)
        with _readers(site, post) as answers:
            acknowledged = _saved(site, post, plan.count(300, 10))
    late = lateness(acknowledged, answers)
    note = f"{len(late)} of {len(answers):,} answers, beside {len(acknowledged)} saves; {READERS} readers, one writer"
    return [
        Row("old answers after a save was acknowledged", "%", 100 * len(late) / max(1, len(answers)), note=note),
        Row("  the last of them, after the acknowledgement", "ms", 1000 * max(late, default=0.0)),
    ]


def _saved(site: CourantSite, post: Post, count: int) -> list[float]:
    moments = []
    with closing(wamp.Session(site.port, site.cookie)) as writer:
        for number in range(count):
            writer.call("courant.blog.comment.add", post=post.id, text=f"Save number {number}.")
            moments.append(time.perf_counter())
    return moments


@contextmanager
def _readers(site: CourantSite, post: Post) -> Iterator[list[Answer]]:
    stop, answers = Event(), list[Answer]()
    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(_read, f"{site.url}{post.path}", stop, answers) for _ in range(READERS)]
        try:
            yield answers
        finally:
            stop.set()
    for one in reading:
        one.result()


def _read(address: str, stop: Event, answers: list[Answer]) -> None:
    with httpx.Client() as client:
        while not stop.is_set():
            asked = time.perf_counter()
            found = MARK.findall(client.get(address).raise_for_status().text)
            answers.append(Answer(asked, max(map(int, found), default=-1)))
