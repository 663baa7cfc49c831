"""Which revisions of a session become one."""

from datetime import UTC, datetime, timedelta

from courant_kit.history.coalescing import PAUSE, STRETCH, Kind, Stretch, joins
from hypothesis import given
from hypothesis import strategies as st

START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 3600).map(lambda seconds: START + timedelta(seconds=seconds))


def stretch(began: datetime = START, *, author: str = "ada", kind: Kind = Kind.SESSION, name: str = "") -> Stretch:
    return Stretch(kind, author, name, began, began)


STRETCHES = st.builds(
    lambda kind, author, name, at: stretch(at, kind=kind, author=author, name=name),
    st.sampled_from(Kind), st.sampled_from(["ada", "grace", "ada, grace", "grace, ada"]), st.sampled_from(["", "x"]),
    MOMENTS,
)  # fmt: skip


def test_a_session_goes_on_as_long_as_its_pauses_and_itself_are_short() -> None:
    assert joins(stretch(), stretch(START + PAUSE))
    assert not joins(stretch(), stretch(START + PAUSE + timedelta(seconds=1)))
    long = Stretch(Kind.SESSION, "ada", "", START, START + STRETCH - PAUSE)
    assert joins(long, stretch(START + STRETCH))
    assert not joins(long, stretch(START + STRETCH + timedelta(seconds=1)))


def test_the_order_of_authors_does_not_matter() -> None:
    assert joins(stretch(author="ada, grace"), stretch(author="grace, ada"))


@given(STRETCHES, STRETCHES)
def test_what_people_save_or_name_stays(last: Stretch, following: Stretch) -> None:
    if last.name or {last.kind, following.kind} != {Kind.SESSION}:
        assert not joins(last, following)
    if set(last.author.split(", ")) != set(following.author.split(", ")):
        assert not joins(last, following)
