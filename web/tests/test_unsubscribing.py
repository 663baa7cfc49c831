"""One-click unsubscription: a POST of a program without cookies or origin, whose token says what it may do."""

import pytest
from allauth.account.models import EmailAddress
from courant_kit.calls.errors import Forbidden
from courant_web.accounts import people
from courant_web.programs.unsubscribing import LEAVE

from .fake_router import FakeRouter
from .http_reader import Reader

FORM = {"List-Unsubscribe": "One-Click"}
PATH = "/mail/off/1-news.Abc_d-e/"


@pytest.fixture
def left(stub: FakeRouter) -> list[str]:
    """The tokens of those who left."""
    found: list[str] = []

    async def leave(who: object, args: list[object], fields: dict[str, str]) -> dict[str, str]:
        if "wrong" in fields["token"]:
            raise Forbidden("This link is not complete.")
        found.append(fields["token"])
        return {"notice": "You get no more newsletters.", "location": "/mail/"}

    stub.session.procedures[LEAVE] = leave  # type: ignore[assignment]
    return found


def test_a_program_unsubscribes_with_one_post(reader: Reader, left: list[str]) -> None:
    for headers in ({}, {"Origin": "https://mail.example.org", "Sec-Fetch-Site": "cross-site"}):
        answer = reader.post(PATH, FORM, headers=headers)
        assert (answer.status_code, answer.text) == (200, "You get no more newsletters.\n")
    assert left == ["1-news.Abc_d-e"] * 2


def test_anything_else_does_nothing(reader: Reader, left: list[str]) -> None:
    assert reader.post(PATH, {}, headers={}).status_code == 400
    assert reader.post("/mail/off/1-wrong.x/", FORM, headers={}).status_code == 403
    assert reader.get(PATH).status_code == 404  # no module shows a page there
    assert left == []


def test_no_other_form_of_another_site_is_accepted(reader: Reader, left: list[str]) -> None:
    assert reader.post(f"/call/{LEAVE}/", {"token": "x"}, headers={}).status_code == 403
    assert reader.post("/mail/off/../yours/", FORM, headers={}).status_code == 403
    assert left == []


@pytest.mark.django_db
def test_where_people_get_mail_is_known_of_those_who_can_sign_in() -> None:
    for name in ("ada", "grace", "linus"):
        user = people.add(name, "correct-horse-9")
        user.email = f"{name}@site.test" if name != "linus" else ""
        user.save()
        EmailAddress.objects.create(user=user, email=f"{name}@site.test", verified=name == "ada")
    found = people.mailed(["ada", "grace", "linus", "nobody"])
    assert [(one.username, verified) for one, verified in found] == [("ada", True), ("grace", False)]
    people.add("boss", "correct-horse-9", "admin")
    people.set_active("grace", active=False)
    assert [one.username for one, _ in people.mailed(["ada", "grace"])] == ["ada"]
