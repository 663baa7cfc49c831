"""What the blog says is marked for translation: in a language of brackets, its pages have no words outside them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from courant_blog import comment_entries, contract, publishing_contract
from django.template.engine import Engine
from django.utils import translation
from lxml import html as document

from .staged_blog import Blog, at

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


def test_pages_say_nothing_that_is_not_marked(blog: Blog, brackets: None) -> None:
    post = blog.save("12", "34", tags="56", series="78", slug="90")
    comment = blog.comment(post["id"], "11")
    draft = blog.draft("13", text="14")["id"]
    page = blog.page
    shown = [
        page(contract.PAGE_INDEX), page(contract.PAGE_TAGS), page(contract.PAGE_NEW, "editor"),
        page(contract.PAGE_POST, **at(post["path"])), page(contract.PAGE_EDIT, "editor", **at(post["path"])),
        page(contract.PAGE_DRAFTS, "editor"), page(contract.PAGE_DRAFT, "editor", id=draft),
        page(contract.PAGE_BIN, "editor"), page(contract.PAGE_REMOVED, "editor"),
        page(contract.PAGE_EDIT_COMMENT, "editor", id=comment),
        page(publishing_contract.PAGE_ARCHIVE), page(publishing_contract.PAGE_WRITING, "editor"),
        page(comment_entries.PAGE_MODERATION, "editor"), page(comment_entries.PAGE_RULES, "editor"),
    ]  # fmt: skip
    assert {one.title: words for one in shown if (words := bare(one.html))} == {}
    assert not [one.title for one in shown if not re.search(r"⟦|\d", one.title)]
