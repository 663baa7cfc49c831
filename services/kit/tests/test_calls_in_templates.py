"""Calls in templates: the tag writes the complete URI of a procedure, and a misspelt name is an error at once."""

import pytest
from courant_kit.calls.caller import ADMINS, EDITORS, EVERYONE, MEMBERS, SERVICES
from courant_kit.live.audience import EDITORS_ONLY, MEMBERS_ONLY
from courant_kit.wire import declared
from courant_kit.wire.contract import Contract, Procedure, Who
from django.template import Context, Template, TemplateSyntaxError

from . import sample_module as shelf


@pytest.fixture(autouse=True)
def only_the_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "_contracts", {})
    shelf.build()


def test_a_form_gets_its_call_and_where_it_goes_without_javascript() -> None:
    form = Template("<form {% call 'note.add' %}></form>").render(Context())
    assert form == (
        '<form data-call="courant.shelf.note.add" data-once action="/call/courant.shelf.note.add/?once" '
        'method="post"></form>'
    )


def test_another_attribute_gets_the_name_alone() -> None:
    field = Template('<textarea data-preview="{% procedure "note.add" %}"></textarea>').render(Context())
    assert field == '<textarea data-preview="courant.shelf.note.add"></textarea>'


@pytest.mark.parametrize(
    ("who", "role"),
    [(EVERYONE, "visitor"), (MEMBERS, "member"), (EDITORS, "editor"), (ADMINS, "admin"), (SERVICES, "admin"),
     (MEMBERS_ONLY, "member"), (EDITORS_ONLY, "editor")],
)  # fmt: skip
def test_an_element_is_shown_to_those_who_may_call(who: Who, role: str) -> None:
    declared.declare(Contract.of("desk", {"sort": Procedure("courant.desk.note.sort", who=who)}))
    link = Template("<a {% may_call 'note.sort' %}></a>").render(Context())
    assert link == f'<a data-role="{role}"></a>'


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('{% call "note.ad" %}', "the contract of shelf has no 'note.ad'; did you mean 'note.add'?"),
        ('{% procedure "quill" %}', "has no 'quill'; it has asset.get, contract.show, event.mark, event.marked"),
        ('{% call "page.all" %}', "has no 'page.all'"),
        ("{% call note.add %}", "needs one name in quotes"),
        ("{% call %}", "needs one name in quotes"),
        ('{% call "note.add" "note.drop" %}', "needs one name in quotes"),
    ],
)
def test_what_the_contract_does_not_have_is_an_error_when_the_template_is_loaded(tag: str, words: str) -> None:
    with pytest.raises(TemplateSyntaxError) as error:
        Template(f"<p>never shown</p>{{% if False %}}<form {tag}></form>{{% endif %}}")
    assert words in str(error.value)


def test_a_name_that_two_modules_of_the_process_have_is_an_error() -> None:
    declared.declare(Contract.of("desk", {"add": Procedure("courant.desk.note.add")}))
    with pytest.raises(TemplateSyntaxError, match=r"may mean courant\.shelf\.note\.add or courant\.desk\.note\.add"):
        Template('<form {% call "note.add" %}></form>')


def test_a_process_without_a_module_has_nothing_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "_contracts", {})
    with pytest.raises(TemplateSyntaxError, match=r"the contract of this process has no 'note\.add'"):
        Template('<form {% call "note.add" %}></form>')
