"""Several people save at the same moment: one is first, the others are offered a merge, and nothing waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Conflict
from courant_wiki import render
from courant_wiki.discussion import threads
from courant_wiki.models import Ground, Revision, Thread, WikiPage
from courant_wiki.payloads import SavePage
from courant_wiki.thread_payloads import OpenThread
from courant_wiki.writing import saving
from django.db import connection, transaction

from .staged_wiki import Wiki

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="on SQLite writers queue for the whole database"),
]
WRITERS = 8


def at_once(work: Callable[[int], object]) -> list[object]:
    """The result of each writer, including errors, if all begin at the same moment."""
    barrier = Barrier(WRITERS)

    def one(number: int) -> object:
        barrier.wait()
        try:
            with transaction.atomic():
                return work(number)
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def save(path: str, text: str, base: int) -> object:
    return saving.save(Caller(Role.EDITOR, "ada"), SavePage(title="A", path=path, text=text, base=base))


@pytest.mark.parametrize("base", [0, 1])
def test_one_is_first(wiki: Wiki, base: int) -> None:
    if base:
        wiki.write("a", "begin")
    answers = at_once(lambda number: save("a", f"text {number}", base))
    assert sum(isinstance(answer, Conflict) for answer in answers) == WRITERS - 1
    assert WikiPage.objects.get().number == base + 1
    assert Revision.objects.count() == base + 1


def test_pages_that_link_to_each_other_do_not_wait_for_each_other(wiki: Wiki) -> None:
    for number in range(WRITERS):
        wiki.write(f"p{number}", "begin")
    links = " ".join(f"[[p{number}]]" for number in range(WRITERS))
    answers = at_once(lambda number: save(f"p{number}", f"{number} {links}", 1))
    assert not any(isinstance(answer, Conflict) for answer in answers)
    assert Revision.objects.count() == 2 * WRITERS


def test_a_passage_is_where_its_page_says_after_saves_and_comments_at_one_moment(wiki: Wiki) -> None:
    wiki.write("a", "Rivers meet here. The ferry carries people, horses and carts.")

    def work(number: int) -> object:
        if number % 2:
            return save("a", f"{'More. ' * number}Rivers meet here. The ferry carries people, horses and carts.", 1)
        request = OpenThread(path="a", exact="horses and carts", text=str(number))
        return threads.begin(Caller(Role.MEMBER, "grace"), request, render.words)

    at_once(work)
    words = Ground.objects.get().words
    assert words == render.newest_words(WikiPage.objects.get())
    places = [words[one.start or 0 :][: len(one.exact)] for one in Thread.objects.all()]
    assert places == ["horses and carts"] * (WRITERS // 2)
