"""Diagrams become pictures that run and load nothing; one that cannot be drawn says why."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from courant_kit.content import diagrams, draughtsman, drawing, markdown
from courant_kit.content.drawing import Drawing
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

SIMPLE = "flowchart LR\n  A[One & two] -->|then| B[\"the “b” 'c'\"]\n"


def fenced(source: str) -> str:
    return f"Words.\n\n```mermaid\n{source}```\n"


def picture(html: str) -> str:
    """The SVG in the address of the first picture, as a browser reads it."""
    found = re.search(r'<img src="data:image/svg\+xml,([^"]*)"', html)
    assert found, html
    return unquote(unescape(found[1]))


def test_a_diagram_is_a_picture_with_words_and_its_source() -> None:
    html = markdown.render(fenced(SIMPLE))
    assert 'alt="Flowchart: then; One &amp; two; the “b” &#x27;c&#x27;"' in html
    assert 'role="region" aria-label="Diagram 1"' in html
    assert "<details><summary>Source of the diagram</summary><pre" in html
    root = etree.fromstring(picture(html))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "One & two" in "".join(root.itertext())
    assert "the “b” 'c'" in "".join(root.itertext())


def test_a_text_without_diagrams_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "drawn", lambda _: pytest.fail("a diagram was drawn"))
    assert "<figure" not in markdown.render("```python\nflowchart\n```\n\n`mermaid`")


@pytest.mark.parametrize(
    "source",
    [
        "sequenceDiagram\n A->>B: Hello\n",
        "classDiagram\n class A {\n +int b\n }\n",
        "stateDiagram-v2\n [*] --> A\n",
        "erDiagram\n A ||--o{ B : has\n",
        "gantt\n dateFormat YYYY-MM-DD\n section S\n Task :a, 2026-01-01, 3d\n",
        'pie\n "A" : 1\n "B" : 2\n',
        "mindmap\n root\n  A\n",
        "gitGraph\n commit\n",
        "timeline\n 2026 : A\n",
    ],
)
def test_the_usual_kinds(source: str) -> None:
    etree.fromstring(picture(markdown.render(fenced(source))))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("nonsense\n", "no Mermaid diagram type detected"),
        ("flowchart TD\n  A[open --> B\n", "unterminated node label"),
        ("flowchart TD\n  A-->B\n }}}}\n", "unexpected character in line 3"),
        ("flowchart TD\n" + "A-->B\n" * 2000, "it has more than 10,000 characters"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_says_why(source: str, reason: str) -> None:
    html = markdown.render(fenced(source))
    assert "<img" not in html
    assert '<pre class="code"' in html
    assert f"<em>This diagram cannot be shown: {reason}" in html


def test_a_picture_brings_no_script_address_or_style() -> None:
    source = (
        "flowchart TD\n  A[\"<b onclick='x()'>One</b> <script>x()</script>\"] --> B\n"
        '  click A "https://example.org/" "tip"\n  style B fill:url(https://example.org/a)\n'
    )
    root = etree.fromstring(picture(markdown.render(fenced(source))))
    names = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert names <= {*drawing._ELEMENTS.split(), "style"}
    values = [value for one in root.iter() for value in one.attrib.values()]
    assert not [value for value in values if "://" in value or value.startswith("x()")]
    assert {name for one in root.iter() for name in one.attrib} <= set(drawing._ATTRIBUTES.split())


def test_dark_pages_have_dark_pictures_unless_their_author_chose_colours() -> None:
    assert "prefers-color-scheme:dark" in picture(markdown.render(fenced(SIMPLE)))
    chosen = fenced(SIMPLE + "  style A fill:#ff99ff\n")
    assert "prefers-color-scheme" not in picture(markdown.render(chosen))


def test_comments_keep_the_code() -> None:
    assert "<img" not in markdown.remark(fenced(SIMPLE))


def test_a_diagram_is_no_picture_of_its_page_and_its_words_are_found() -> None:
    found = markdown.read(fenced(SIMPLE))
    assert found.image == ""
    assert found.beginning() == "Words."
    assert "One & two" in markdown.plain(found.html)


def test_the_description_is_that_of_the_author() -> None:
    source = "flowchart TD\n  accTitle: How it goes\n  accDescr: First one, then two.\n  A --> B\n"
    assert 'alt="Flowchart: How it goes. First one, then two."' in markdown.render(fenced(source))


def test_a_text_has_bounds_for_all_its_diagrams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "MOST", 1)
    html = markdown.render(fenced(SIMPLE) + fenced("pie\n"))
    assert html.count("<img") == 1
    assert "this text has too many diagrams" in html
    monkeypatch.setattr(diagrams, "MOST", 9)
    monkeypatch.setattr(drawing, "drawn", lambda _: Drawing(reason="so", seconds=diagrams.SECONDS + 1))
    assert "took too long to draw" in markdown.render(fenced(SIMPLE) * 2)


def test_the_process_is_started_again_when_it_has_ended() -> None:
    drawing.drawn.cache_clear()
    assert drawing.drawn(SIMPLE).svg
    process = drawing._draughtsman._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()  # as it ends when nobody asks
    assert process.wait() == 0
    process.stdin = None
    drawing.drawn.cache_clear()
    assert drawing.drawn(SIMPLE).svg


def test_a_process_that_is_stopped_is_said_in_words() -> None:
    assert drawing._ended(-24) == drawing._Answer(reason=drawing.TOO_LONG)
    assert drawing._ended(draughtsman.MISSING) == drawing._Answer(reason="this server cannot draw diagrams")


@given(st.text(alphabet="AB[]{}()-->|\n;\"'<&%#:", max_size=60))
def test_any_source_gives_html_that_is_closed(source: str) -> None:
    html = diagrams.Sheet().figure(f"flowchart LR\n{source}")
    assert html.count("<figure") == html.count("</figure>") <= 1
    assert html.count("<pre") == html.count("</pre>") == 1
    if "<img" in html:
        etree.fromstring(picture(html))
