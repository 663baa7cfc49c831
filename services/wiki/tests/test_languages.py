"""What the wiki says is marked for translation: in a language of brackets, its pages have no words outside them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from courant_wiki import contract
from django.template.engine import Engine
from django.utils import translation
from lxml import html as document

from .staged_wiki import Wiki

SAID = ("aria-label", "title", "placeholder", "alt")
#: Names of people and of a zone, which no language translates.
NAMES = {"ada", "eve", "UTC"}


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """A language in which each message is between brackets."""
    forms = {
        "gettext": lambda words: f"⟦{words}⟧" if words else "",
        "ngettext": lambda one, many, count: f"⟦{one if count == 1 else many}⟧",
    }
    for name, form in forms.items():
        monkeypatch.setattr(translation._trans, name, form, raising=False)
    # Templates that were loaded before have the English words as their text.
    settings.USE_I18N = True
    Engine.get_default().template_loaders[0].reset()
    yield
    Engine.get_default().template_loaders[0].reset()


def bare(html: str) -> set[str]:
    """The words of a page that are in no brackets, in its text and its attributes; code is left out."""
    page = document.fromstring(f"<div>{html}</div>")
    for code in page.findall(".//code"):
        code.text = ""
    attributes = (value for element in page.iter() for name in SAID if (value := element.get(name)))
    said = "\n".join([page.text_content(), *attributes])
    while said != (less := re.sub("⟦[^⟦⟧]*⟧", "", said)):
        said = less
    return set(re.findall(r"[A-Za-z]{2,}", said)) - NAMES


@pytest.mark.django_db
def test_pages_say_nothing_that_is_not_marked(wiki: Wiki, brackets: None) -> None:
    wiki.write("12", "34 [[56]]", title="12", tags="78")
    wiki.write("12/90", "11", title="13")
    wiki.write("12", "35 [[56]]")
    everybody = [
        contract.PAGE_INDEX,
        contract.PAGE_WANTED,
        contract.PAGE_ORPHANS,
        contract.PAGE_TAGS,
        contract.PAGE_RECENT,
    ]
    about = [
        contract.PAGE_SHOW, contract.PAGE_EDIT, contract.PAGE_ARRANGE, contract.PAGE_HISTORY, contract.PAGE_WRITTEN,
    ]  # fmt: skip
    editors = [contract.PAGE_NEW, contract.PAGE_ORDER, contract.PAGE_BIN]
    shown = [
        *(wiki.stage.page(one, "editor") for one in [*everybody, *editors]),
        *(wiki.stage.page(one, "editor", path="12") for one in about),
        wiki.stage.page(contract.PAGE_DIFF, "editor", path="12", old=1, new=2),
        wiki.stage.page(contract.PAGE_SHOW, path="14"),
    ]
    assert {one.title: words for one in shown if (words := bare(one.html))} == {}
    assert not [one.title for one in shown if not re.search(r"⟦|\d", one.title)]
