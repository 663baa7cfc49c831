"""The guestbook without a router: somebody signs it, and open pages follow."""

from pathlib import Path

import guestbook
import pytest
from courant_kit import CourantError
from courant_kit.testing import Stage, assert_converges

pytestmark = pytest.mark.django_db(transaction=True)

HERE = Path(guestbook.__file__).parent
PROCEDURES = guestbook.app.module.contract.procedures
PAGE, SIGN = PROCEDURES["courant.guestbook.page.guestbook"], PROCEDURES["courant.guestbook.entry.sign"]


@pytest.fixture
def stage() -> Stage:
    return Stage(guestbook.app.module)


def test_it_is_under_sixty_lines_in_all() -> None:
    files = [*HERE.glob("*.py"), *HERE.glob("*.html")]
    assert len(files) == 3
    assert sum(len(file.read_text().splitlines()) for file in files) < 60


def test_everybody_may_sign(stage: Stage) -> None:
    stage.call(SIGN, "visitor", text="Hello!")
    stage.call(SIGN, "member", "ada#1", text="Hello too!")
    html = stage.page(PAGE).html
    assert html.index("Hello too!") < html.index("Hello!")
    assert "A visitor" in html
    assert "ada" in html


def test_open_pages_follow(stage: Stage) -> None:
    stage.call(SIGN, "visitor", text="One")
    assert_converges(stage, PAGE, lambda: stage.call(SIGN, "visitor", text="Two <b>"))


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"text": "x" * 201}, {"text": "x", "name": "eve"}])
def test_what_is_wrong_is_refused(stage: Stage, fields: dict[str, str]) -> None:
    with pytest.raises(CourantError):
        stage.call(SIGN, "visitor", **fields)
    assert not guestbook.Entry.objects.exists()


def test_its_manifest() -> None:
    manifest = guestbook.app.module.manifest
    assert (manifest.module, manifest.title) == ("guestbook", "Guestbook")
    assert [(entry.url, entry.icon) for entry in manifest.menu] == [("/guestbook/", "message-square")]
    assert [route.procedure for route in manifest.routes] == [PAGE.uri]
