"""Calls of what is deprecated are reported once for each program."""

from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.deprecations import MOST, Deprecations
from courant_kit.wire.contract import Procedure
from structlog.testing import capture_logs

OLD = Procedure("courant.shelf.note.search", deprecated="use note.find")
MAILER, VISITOR = Caller(Role.BACKEND, "mailer"), Caller(session=7)


def test_each_caller_is_reported_once() -> None:
    found = Deprecations()
    with capture_logs() as logged:
        for caller in (MAILER, MAILER, VISITOR, Caller(session=8)):
            found.note(OLD, caller)
    assert [(one["caller"], one["instead"]) for one in logged] == [
        ("mailer", "use note.find"), ("visitor", "use note.find"),
    ]  # fmt: skip


def test_what_stays_is_not_reported() -> None:
    with capture_logs() as logged:
        Deprecations().note(Procedure("courant.shelf.note.find"), MAILER)
    assert logged == []


def test_what_is_remembered_is_bounded() -> None:
    found = Deprecations({(str(number), "") for number in range(MOST)})
    with capture_logs() as logged:
        found.note(OLD, MAILER)
    assert logged == []
