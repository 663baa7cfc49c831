"""Forms in templates: the tag draws a field for each of a request's, with what it may hold."""

from datetime import date
from typing import Annotated, Literal

import pytest
from courant_kit.app import Line
from courant_kit.content import fields
from courant_kit.wire import declared
from courant_kit.wire.contract import Contract, Procedure
from courant_kit.wire.payload import Payload
from django.template import Context, Template, TemplateSyntaxError
from lxml import html
from msgspec import Meta


class Plain(Payload):
    """What the form asks."""

    title: Line
    remarks: Annotated[str, Meta(max_length=2000)] = "<none>"
    number_of_copies: Annotated[int, Meta(ge=1, le=9)] = 1
    weight: float = 0.5
    binding: Literal["paper", "cloth"] = "cloth"
    day: date = date(2026, 1, 2)
    signed: bool = False


class Order(Plain):
    """One field more, which has no control."""

    by: date | None = None


class Box(Payload):
    """A box that nobody can leave open."""

    agreed: bool


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "_contracts", {})
    requests = {"order.send": Plain, "order.draft": Order, "order.agree": Box}
    entries = {name: Procedure(f"courant.desk.{name}", request) for name, request in requests.items()}
    declared.declare(Contract.of("desk", entries))


def drawn(text: str, **context: object) -> html.HtmlElement:
    return html.fragment_fromstring(Template(text).render(Context(context)))


def test_each_field_has_a_label_and_the_control_of_its_type() -> None:
    form = drawn('{% form "order.send" "Send" title="What is it?" %}')
    assert form.get("data-call") == "courant.desk.order.send"
    labels = {label.get("for"): label.text for label in form.iter("label")}
    assert labels["order-send-title"] == "What is it?"
    assert labels["order-send-number-of-copies"] == "Number of copies"
    found = {one.get("name"): one for one in form.iter("input", "textarea", "select")}
    assert list(found) == list(Plain.__struct_fields__)
    assert {one.get("id") for one in found.values()} == set(labels)
    assert (found["title"].get("maxlength"), "required" in found["title"].attrib) == ("200", True)
    assert (found["remarks"].tag, found["remarks"].text.strip()) == ("textarea", "<none>")
    copies = found["number_of_copies"]
    assert [copies.get(name) for name in ("type", "min", "max", "value")] == ["number", "1", "9", "1"]
    assert [found["weight"].get(name) for name in ("step", "value")] == ["any", "0.5"]
    assert found["binding"].xpath("option[@selected]/text()") == ["cloth"]
    assert [found["day"].get(name) for name in ("type", "value")] == ["date", "2026-01-02"]
    assert [found["signed"].get(name) for name in ("type", "checked")] == ["checkbox", None]
    assert form.xpath("string(.//button)") == "Send"


def test_words_may_be_of_the_context_and_are_escaped() -> None:
    form = drawn('{% form "order.send" button title=label %}', button="<Send>", label="<b>")
    assert form.xpath("string(.//button)") == "<Send>"
    assert form.xpath("string(.//label)") == "<b>"


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('{% form "order.send" %}', "needs a name and a button"),
        ('{% form order.send "Send" %}', "needs one name in quotes"),
        ('{% form "order.sent" "Send" %}', "did you mean 'order.send'?"),
        ('{% form "order.send" "Send" "Title" %}', "has labels by name"),
        ('{% form "order.send" "Send" titel="Title" %}', "has no field 'titel'"),
        ('{% form "order.draft" "Send" %}', "'by' has a type for which there is no control"),
        ('{% form "order.agree" "Send" %}', "a box needs a default"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_when_the_template_is_loaded(tag: str, words: str) -> None:
    with pytest.raises(TemplateSyntaxError) as error:
        Template(f"{{% if False %}}{tag}{{% endif %}}")
    assert words in str(error.value)


def test_a_request_without_fields_is_a_button_alone() -> None:
    assert fields.drawn(Payload, "", {}) == ""
