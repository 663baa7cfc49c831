"""Moves posts from one state to another, one or many, and back."""

from courant_kit.calls.errors import CourantError
from courant_kit.live.outbox import take_turn

from courant_blog import states
from courant_blog.history.keeping import Change
from courant_blog.models import Post
from courant_blog.payloads import SavePost
from courant_blog.writing import deciding, publishing, saving


def move(number: int, state: str, by: str, today: str = "") -> tuple[Post, str]:
    """Move a post to a state; the post, and the state it had. Does nothing if it has it already.

    A scheduled post that is published at once gets the day `today`, in its writer's time zone. Raises NotFound, Gone,
    Invalid.
    """
    post = saving.opened(number)
    was = post.status
    if was == state:
        return post, was
    before = publishing.face(post)
    if state == "scheduled":
        deciding.plan(post, SavePost(title=post.title, text=""))
    elif states.is_readable(state):
        if was == "scheduled":
            post.published_at = post.day = None
        publishing.make_public(post, today, state)
    else:
        deciding.withdraw(post, state)
    return saving.save_version(post, before, by=Change(by)), was


def move_all(numbers: list[int], state: str, by: str, today: str = "") -> tuple[list[str], list[str]]:
    """Move many posts, or delete them (`deleted`): where each was (`12-draft`), and a line for each that stays.

    A post that is gone, or whose date does not fit, does not keep the others from moving.
    """
    take_turn()
    moved, kept = [], []
    for number in dict.fromkeys(numbers):
        try:
            if was := _moved(number, state, by, today):
                moved.append(f"{number}-{was}")
        except CourantError as error:
            kept.append(error.message)
    return moved, kept


def put_back(was: str, by: str) -> int:
    """Undo `move_all`: move each post back to where it was; how many. Raises NotFound, Gone, Invalid."""
    take_turn()
    pairs = [one.partition("-") for one in was.split()]
    for number, _, state in pairs:
        post = saving.restore(int(number), by)
        if post.status != state and state in states.NAMES:
            move(post.pk, state, by)
    return len(pairs)


def _moved(number: int, state: str, by: str, today: str) -> str:
    """The state that a post had before it moved; empty if it was there already."""
    if state == "deleted":
        return saving.delete(number, by).status
    post, was = move(number, state, by, today)
    return "" if was == post.status else was
