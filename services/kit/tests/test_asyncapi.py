"""The router's API as a document."""

from courant_kit.calls.caller import EDITORS
from courant_kit.wire import asyncapi
from courant_kit.wire.contract import Contract, Procedure

from . import sample_module as shelf

OLD = Procedure("courant.shelf.note.move", shelf.Numbered, None, EDITORS, deprecated="use `note.add`")
ENTRIES = {"SINCE": "1.2", "add": shelf.ADD, "added": shelf.ADDED, "old": OLD, "draft": shelf.DRAFT}
DOCUMENT = asyncapi.document([Contract.of("shelf", ENTRIES)], version="1.2.3")
CHANNELS, OPERATIONS = DOCUMENT["channels"], DOCUMENT["operations"]


def test_a_call_is_received_and_answered() -> None:
    operation = OPERATIONS["courant.shelf.note.add"]
    place = "#/channels/courant.shelf.note.add"
    assert operation["action"] == "receive"
    assert operation["messages"] == [{"$ref": f"{place}/messages/request"}]
    assert operation["reply"]["messages"] == [{"$ref": f"{place}/messages/result"}]
    messages = CHANNELS["courant.shelf.note.add"]["messages"]
    assert messages["request"]["payload"] == {"$ref": "#/components/schemas/NewNote"}
    assert messages["result"]["payload"] == {"type": "null"}


def test_an_event_is_sent() -> None:
    assert OPERATIONS["courant.shelf.note.added"]["action"] == "send"
    event = CHANNELS["courant.shelf.note.added"]["messages"]["event"]
    assert event["payload"] == {"$ref": "#/components/schemas/NoteAdded"}


def test_a_live_fragment_is_a_channel_with_a_key() -> None:
    channel = CHANNELS["shelf.draft"]
    assert channel["address"] == "courant.shelf.staff.draft-{key}"
    assert [*channel["parameters"]] == ["key"]
    assert channel["messages"]["event"]["payload"] == {"$ref": "#/components/schemas/Delivery"}


def test_what_is_deprecated_says_what_to_use() -> None:
    operation = OPERATIONS["courant.shelf.note.move"]
    assert "Deprecated: use `note.add`." in operation["description"]
    assert {"name": "deprecated"} in operation["tags"]
    assert CHANNELS["courant.shelf.note.move"]["messages"]["request"]["payload"]["deprecated"]


def test_every_operation_says_for_whom_and_since_when() -> None:
    assert all("For: " in one["description"] and "Since 1.2." in one["description"] for one in OPERATIONS.values())
