"""The tree of a wikitext gives back its source, and agrees with that of the library whose tokens it is built from."""

from typing import Any

import mwparserfromhell
import pytest
from courant_cli.imports.sources.mediawiki import building, tree

TEXTS = [
    "'''a''' ''b'' '''''c'''''", "* a\n** b\n* c\nd", "; t : d\n: x", "== h ==\n----\n== ==",
    "{|\n|+ Cap\n! A !! B\n|-\n| 1 || 2\n|}", '{| class="x" style=y\n|- id=2\n| colspan=2 | a\n|}',
    "a {{convert|1|unit=km|x|=z|2}} b {{a|<b>x=1</b>|y=[[c|d=e]]}} {{#if:a|b|c}} {{{{x}}}}",
    "a<ref name=x>S</ref> b<ref name=x /> <br> <br/> <hr> </br> <div class='a' id=b checked>x</div>",
    "[[File:C.png|thumb|90px|alt=A cat|''Cat'']] [[a|b|c]] [[a]] [[|b]]",
    '<syntaxhighlight lang="py">\na*b\n</syntaxhighlight> <nowiki>[[a]]</nowiki>', "<gallery>\nA.png|b\n</gallery>",
    "&amp; &#39; &#x27; &nbsp; &no", "{{{a|b}}} {{{c}}} <!-- x -->",
    "https://x.example [https://y.example z] [//z][mailto:a@b.org]",
    "{{a [[b '''c", "<b>x", "",
]  # fmt: skip


def shape(code: Any) -> list[Any]:
    """What of a tree the importer reads."""
    return [(type(one).__name__, str(one), *_inner(one)) for one in code.nodes]


def _inner(node: Any) -> list[Any]:
    parts = (getattr(node, name, None) for name in ("tag", "title", "text", "contents", "default", "url"))
    codes = [shape(one) for one in parts if hasattr(one, "nodes")]
    params = [(str(one.name), shape(one.value), one.showkey) for one in getattr(node, "params", ())]
    attributes = [
        (str(one.name).strip(), one.value if one.value is None else str(one.value))
        for one in getattr(node, "attributes", ())
    ]
    return [codes, params, attributes, getattr(node, "wiki_markup", None)]


@pytest.mark.parametrize("text", TEXTS)
def test_the_tree_is_that_of_the_library(text: str) -> None:
    found = tree.read(text)
    assert str(found) == text
    assert shape(found) == shape(mwparserfromhell.parse(text))


def test_tokens_that_are_not_known_are_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "tokenized", lambda _: [object()])
    assert str(tree.read("'''a'''")) == "'''a'''"
    assert isinstance(tree.read("a"), mwparserfromhell.wikicode.Wikicode)
