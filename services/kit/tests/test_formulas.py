"""Formulas become MathML, with nothing in it that a page may not have."""

import pytest
from courant_kit.content import markdown
from courant_kit.content.prose import formulas
from hypothesis import given
from hypothesis import strategies as st


def test_a_formula_in_a_line_and_two_apart() -> None:
    html = markdown.render("Words $x^2$ and\n\n$$\n\\frac{a}{b} < c\n$$\n\n```math\nn\n```")
    assert html.count("<math ") == 3
    assert '<math alttext="x^2" display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>' in html
    assert 'alttext="\\frac{a}{b} &lt; c" display="block"' in html
    assert markdown.plain(html) == "Words x^2 and \\frac{a}{b} < c n"


@pytest.mark.parametrize("text", ["It costs $5 and $6.", "\\$x\\$", "`$x$`", "    $x$", "US$5, HK$6", "$ x $"])
def test_what_is_no_formula(text: str) -> None:
    assert "<math" not in markdown.render(text)


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        ("\\left( x", "extra left or missing right"),
        ("\\nosuch x", "a command that is not known: \\nosuch"),
        ("x" * (formulas.LONGEST + 1), "too long"),
        ("{" * 41 + "}" * 41, "too long"),
    ],
)
def test_errors_are_words(tex: str, reason: str) -> None:
    html = markdown.render(f"${tex}$")
    assert reason in html
    assert "<math" not in html


def test_a_formula_brings_no_address_style_or_class() -> None:
    html = markdown.render("$\\href{/x}{y} \\style{a}{b} \\class{c}{d} \\text{<b>} a & b$")
    assert "<math" in html
    assert not any(word in html.partition("<mrow")[2] for word in ("href", "style=", "class=", "<b>", "& "))


def test_formulas_in_callouts_comments_and_headings() -> None:
    assert "<math" in markdown.render("> [!note] The sum $a+b$\n> Words.")
    assert "<math" in markdown.remark("Is it $a+b$?")
    assert "<math" in markdown.render("# The sum $a+b$")


@given(st.text(alphabet="abx12^_{}\\&<>\"'[]()$ =+", max_size=60))
def test_any_formula_is_safe_and_closed(tex: str) -> None:
    html = formulas.formula(tex)
    assert html.count("<math") == html.count("</math>") <= 1
    assert "<script" not in html
