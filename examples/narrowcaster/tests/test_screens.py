"""Screens without a router: devices, what the desk does, and pages that follow."""

import pytest
from conftest import Clock
from courant_kit import Conflict, CourantError, Forbidden, Invalid, NotFound
from courant_kit.testing import Stage, assert_converges
from courant_screens import contract, devices
from courant_screens.models import Asking, Entry, Message, Playlist, Screen
from courant_screens.service import module

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("moved")]
SECRET, OTHER = "a" * 64, "b" * 64
ADA = ("editor", "ada#1")


@pytest.fixture
def stage() -> Stage:
    return Stage(module)


@pytest.fixture
def screen(stage: Stage) -> Screen:
    """A screen that is paired, and has a playlist."""
    stage.call(contract.ADD_SCREEN, *ADA, name="Entrance")
    code = beat(stage)["code"]
    stage.call(contract.PAIR, *ADA, code=code)
    stage.call(contract.ADD_PLAYLIST, *ADA, name="Always")
    add(stage, "/blog/", "Blog")
    return Screen.objects.get()


def beat(stage: Stage, secret: str = SECRET, **shown: str) -> dict[str, object]:
    return stage.call(contract.BEAT, "visitor", screen="entrance", secret=secret, **shown)


def add(stage: Stage, path: str, title: str = "", **more: object) -> None:
    number = Playlist.objects.get().pk
    stage.call(contract.ADD_ENTRY, *ADA, playlist=number, kind="page", path=path, title=title, **more)


def titles() -> list[str]:
    return list(Entry.objects.values_list("title", flat=True))


def undo(stage: Stage, answer: dict) -> None:
    stage.call(module.contract.procedures[answer["undo"]["call"]], *ADA, **answer["undo"]["fields"])


def test_a_device_is_paired_by_the_code_that_it_shows(stage: Stage) -> None:
    stage.call(contract.ADD_SCREEN, *ADA, name="Entrance")
    first = beat(stage)
    assert (first["paired"], len(first["code"])) == (False, 6)
    assert beat(stage)["code"] == first["code"]
    assert beat(stage, OTHER)["code"] != first["code"]
    with pytest.raises(NotFound):
        stage.call(contract.PAIR, *ADA, code="WRONG2")
    typed = f"{first['code'][:3].lower()}-{first['code'][3:]} "
    assert stage.call(contract.PAIR, *ADA, code=typed)["notice"] == "The device is “Entrance” now."
    assert (beat(stage)["paired"], beat(stage)["code"]) == (True, "")
    assert not beat(stage, OTHER)["paired"]
    assert SECRET not in str(Screen.objects.values())


def test_a_device_that_is_on_is_withdrawn_before_another_takes_its_place(stage: Stage, screen: Screen) -> None:
    beat(stage)
    code = beat(stage, OTHER)["code"]
    with pytest.raises(Conflict):
        stage.call(contract.PAIR, *ADA, code=code)
    stage.call(contract.WITHDRAW_DEVICE, *ADA, id=screen.pk)
    stage.call(contract.PAIR, *ADA, code=code)
    assert [beat(stage)["paired"], beat(stage, OTHER)["paired"]] == [False, True]


def test_a_crowd_of_devices_leaves_few_rows_and_old_codes_end(stage: Stage, moved: Clock) -> None:
    stage.call(contract.ADD_SCREEN, *ADA, name="Entrance")
    code = beat(stage)["code"]
    for number in range(devices.MOST + 5):
        beat(stage, f"{number:064x}")
    assert Asking.objects.count() == devices.MOST
    moved.move(minutes=11)
    with pytest.raises(NotFound):
        stage.call(contract.PAIR, *ADA, code=code)


def test_a_crowd_in_one_network_takes_nobody_elses_place(stage: Stage) -> None:
    stage.call(contract.ADD_SCREEN, *ADA, name="Entrance")
    code = beat(stage)["code"]
    for number in range(devices.MOST + 5):
        stage.call(contract.BEAT, "visitor", "visitor#0123456789abcdef", screen="entrance", secret=f"{number:064x}")
    assert Asking.objects.count() == devices.EACH + 1
    assert beat(stage)["code"] == code


@pytest.mark.parametrize(
    "fields", [{"secret": "short"}, {"title": "x" * 201}, {"screen": "Nowhere!"}, {"screen": "nowhere"}, {"more": 1}]
)
def test_what_is_wrong_in_a_report_is_refused(stage: Stage, screen: Screen, fields: dict[str, object]) -> None:
    with pytest.raises(CourantError):
        stage.call(contract.BEAT, "visitor", **{"screen": "entrance", "secret": SECRET, **fields})


def test_the_desk_sees_what_a_screen_shows_and_whether_it_is_on(stage: Stage, screen: Screen, moved: Clock) -> None:
    beat(stage, playing="1", title="A <b>fern</b>")
    html = stage.page(contract.PAGE_DESK, "editor").html
    assert "Shows “A &lt;b&gt;fern&lt;/b&gt;”" in html
    stage.session.events.clear()
    moved.move(seconds=10)
    beat(stage, playing="1", title="A <b>fern</b>")
    assert stage.topics() == []  # nothing is new to anybody
    moved.move(seconds=40)
    assert_converges(stage, contract.PAGE_DESK, stage.run_due, "editor")
    assert "Off" in stage.page(contract.PAGE_DESK, "editor").html
    beat(stage, playing="1", title="A <b>fern</b>")
    assert "On since" in stage.page(contract.PAGE_DESK, "editor").html


def test_no_screen_is_off_because_the_module_was(stage: Stage, screen: Screen, moved: Clock) -> None:
    beat(stage)
    moved.move(hours=3)
    devices.miss(moved.time)
    assert Screen.objects.get().on
    started = moved.time
    moved.move(seconds=40)
    devices.miss(started)
    assert not Screen.objects.get().on


def test_an_urgent_message_is_shown_until_its_end(stage: Stage, screen: Screen, moved: Clock) -> None:
    def send() -> None:
        stage.call(contract.SEND, *ADA, text="Fire <drill>", minutes=5)

    assert_converges(stage, contract.PAGE_SHOW, send, name="entrance")
    assert "Fire &lt;drill&gt;" in stage.page(contract.PAGE_SHOW, name="entrance").html
    moved.move(minutes=5)
    stage.session.events.clear()
    stage.run_due(1)
    assert set(stage.topics()) == {contract.URGENT(screen.pk).topic, contract.MESSAGES().topic}
    assert "drill" not in stage.page(contract.PAGE_SHOW, name="entrance").html


def test_a_message_is_withdrawn_and_shown_again(stage: Stage, screen: Screen) -> None:
    undo(stage, stage.call(contract.SEND, *ADA, text="Fire drill"))
    assert "drill" not in stage.page(contract.PAGE_SHOW, name="entrance").html
    answer = stage.call(contract.WITHDRAW, *ADA, id=Message.objects.get().pk)
    undo(stage, answer)
    assert "drill" in stage.page(contract.PAGE_SHOW, name="entrance").html


def test_a_message_for_one_screen_is_not_on_others(stage: Stage, screen: Screen) -> None:
    stage.call(contract.ADD_SCREEN, *ADA, name="Canteen")
    stage.session.events.clear()
    stage.call(contract.SEND, *ADA, text="Soup is out", screens=[Screen.objects.get(slug="canteen").pk])
    assert contract.URGENT(screen.pk).topic not in stage.topics()
    shown = {name: "Soup" in stage.page(contract.PAGE_SHOW, name=name).html for name in ("entrance", "canteen")}
    assert shown == {"entrance": False, "canteen": True}
    stage.call(contract.REMOVE_SCREEN, *ADA, id=Screen.objects.get(slug="canteen").pk)
    assert "Soup" not in stage.page(contract.PAGE_SHOW, name="entrance").html  # nor on all, when its screen is gone


@pytest.mark.parametrize(("to", "wanted"), [("next", 'data-step="1"'), ("pause", 'data-paused="yes"')])
def test_the_desk_leads_a_screen(stage: Stage, screen: Screen, to: str, wanted: str) -> None:
    def lead() -> None:
        stage.call(contract.STEER, *ADA, id=screen.pk, to=to)

    assert_converges(stage, contract.PAGE_SHOW, lead, name="entrance")
    assert wanted in stage.page(contract.PAGE_SHOW, name="entrance").html
    stage.call(contract.SHOW_NOW, *ADA, id=screen.pk, path="/wiki/")
    assert 'data-now="/wiki/"' in stage.page(contract.PAGE_SHOW, name="entrance").html
    stage.call(contract.STEER, *ADA, id=screen.pk, to="back")
    assert 'data-now=""' in stage.page(contract.PAGE_SHOW, name="entrance").html


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "blog/", "javascript:x"]
)
def test_a_screen_shows_addresses_of_this_site_only(stage: Stage, screen: Screen, path: str) -> None:
    with pytest.raises(Invalid):
        stage.call(contract.SHOW_NOW, *ADA, id=screen.pk, path=path)
    with pytest.raises(Invalid):
        add(stage, path)


def test_entries_are_moved_and_taken_off_and_each_step_is_undone(stage: Stage, screen: Screen) -> None:
    add(stage, "/wiki/", "Wiki")
    add(stage, "/blog/feed/", "Feed")
    number = Entry.objects.get(title="Feed").pk
    moved = stage.call(contract.MOVE_ENTRY, *ADA, id=number, place=0)
    assert titles() == ["Feed", "Blog", "Wiki"]
    undo(stage, moved)
    assert titles() == ["Blog", "Wiki", "Feed"]
    removed = stage.call(contract.REMOVE_ENTRY, *ADA, id=Entry.objects.get(title="Wiki").pk)
    assert titles() == ["Blog", "Feed"]
    undo(stage, removed)
    assert titles() == ["Blog", "Wiki", "Feed"]
    undo(stage, stage.call(contract.CHANGE_ENTRY, *ADA, id=number, seconds=60))
    assert Entry.objects.get(pk=number).seconds == 20


def test_playlists_are_moved_and_removed_and_each_step_is_undone(stage: Stage, screen: Screen) -> None:
    stage.call(contract.ADD_PLAYLIST, *ADA, name="Lunch")
    lunch = Playlist.objects.get(name="Lunch")
    undo(stage, stage.call(contract.MOVE_PLAYLIST, *ADA, id=lunch.pk, place=1))
    assert [one.name for one in Playlist.objects.all()] == ["Lunch", "Always"]
    undo(stage, stage.call(contract.REMOVE_PLAYLIST, *ADA, id=lunch.pk))
    assert not Playlist.objects.get(pk=lunch.pk).removed


def test_open_playlists_follow(stage: Stage, screen: Screen) -> None:
    number = Playlist.objects.get().pk
    assert_converges(stage, contract.PAGE_PLAYLIST, lambda: add(stage, "/wiki/"), "editor", id=number)
    assert_converges(stage, contract.PAGE_SHOW, lambda: add(stage, "/search/"), name="entrance")


def test_an_open_desk_follows(stage: Stage, screen: Screen) -> None:
    steps = (
        lambda: stage.call(contract.ADD_SCREEN, *ADA, name="Canteen"),
        lambda: stage.call(contract.ADD_PLAYLIST, *ADA, name="Lunch"),
        lambda: stage.call(contract.SEND, *ADA, text="Soup is out"),
        lambda: stage.call(contract.REMOVE_SCREEN, *ADA, id=screen.pk),
    )
    for step in steps:
        assert_converges(stage, contract.PAGE_DESK, step, "editor")


def test_a_playlist_plays_at_its_times_on_its_screens(stage: Stage, screen: Screen) -> None:
    number = Playlist.objects.get().pk
    times = {"begins": "12:00", "ends": "13:00", "weekdays": ["0", "6"], "first": "", "last": "2027-03-28"}
    stage.call(contract.SAVE_PLAYLIST, *ADA, id=str(number), name="Lunch", **times)
    html = stage.page(contract.PAGE_SHOW, name="entrance").html
    noon = 1806228000000  # 2027-03-28, 12:00 in Berlin, after clocks went forward
    assert f'data-at="{noon}" data-playlist="{number}"' in html
    assert f'data-at="{noon + 3600_000}" data-playlist="0"' in html
    assert html.count(f'data-playlist="{number}"') == 1
    stage.call(contract.ADD_SCREEN, *ADA, name="Canteen")
    canteen = Screen.objects.get(slug="canteen").pk
    stage.call(contract.SAVE_PLAYLIST, *ADA, id=number, name="Lunch", weekdays=[0], screens=[str(canteen)])
    assert "/blog/" not in stage.page(contract.PAGE_SHOW, name="entrance").html
    assert "/blog/" in stage.page(contract.PAGE_SHOW, name="canteen").html
    with pytest.raises(Conflict):
        stage.call(contract.SAVE_PLAYLIST, *ADA, id=number, name="x", first="2027-02-02", last="2027-02-01")


def test_a_new_day_brings_a_new_program(stage: Stage, screen: Screen, moved: Clock) -> None:
    stage.run_due(60)
    stage.session.events.clear()
    stage.run_due(60)
    assert contract.PROGRAM(screen.pk).topic not in stage.topics()
    moved.move(days=1)
    assert_converges(stage, contract.PAGE_SHOW, lambda: stage.run_due(60), name="entrance")
    assert contract.PROGRAM(screen.pk).topic in stage.topics()


def test_only_editors_are_at_the_desk(stage: Stage) -> None:
    edits = [
        one for one in module.contract.procedures.values() if one.uri.split(".")[2] in {"screen", "entry", "message"}
    ]
    assert len(edits) > 8
    for role in ("visitor", "member", "backend"):
        assert stage.page(contract.PAGE_DESK, role).status == 403
        for procedure in [*edits, contract.PAIR, contract.WITHDRAW_DEVICE]:
            with pytest.raises(Forbidden):
                stage.call(procedure, role, "eve#1")


def test_a_screen_is_for_everybody_and_its_page_loads_its_files(stage: Stage, screen: Screen) -> None:
    page = stage.page(contract.PAGE_SHOW, name="entrance")
    assert [path.rpartition("/")[2] for path in page.scripts + page.styles] == ["screen.js", "screen.css"]
    assert page.audience == "live"
    assert stage.page(contract.PAGE_SHOW, name="nowhere").status == 404
