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
        ("\\sqrt " * 60 + "x", "too many parts"),
        ("\\raise 5em x", "too much space"),
        ("\\lower 60pt x", "too much space"),
        ("\\moveleft 5em x", "too much space"),
        ("\\hspace{-5em} x", "too much space"),
        ("\\hspace{-2em}" * 3 + "x", "too much space"),
        ("\\hspace{51em} x", "too much space"),
        ("\\rule{1em}{51em}", "too much space"),
        ("\\kern 5furlongs x", "too much space"),
        ("\\Huge \\Huge x", "too large"),
    ],
)
def test_errors_are_words(tex: str, reason: str) -> None:
    html = markdown.render(f"${tex}$")
    assert reason in html
    assert "<math" not in html


@pytest.mark.parametrize(
    "tex",
    ["\\!" * 20 + "x", "\\quad" * 9, "a \\llap{b}", "\\Huge x", "\\raise 1em x", "\\begin{array}{c|c}a&b\\end{array}"],
)
def test_spaces_and_sizes_of_usual_formulas(tex: str) -> None:
    assert "<math" in markdown.render(f"${tex}$")


def test_a_text_has_so_many_letters_in_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "MOST_LETTERS", 6)
    html = markdown.render("$xxx$ $yyy$ $zzz$")
    assert html.count("<math ") == 2
    assert "zzz" in html


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


def test_a_formula_that_may_be_wider_than_a_phone_is_reached_by_keyboard() -> None:
    assert "tabindex" not in formulas.formula("x", "display")
    assert 'tabindex="0"' in formulas.formula("x + " * 20 + "y", "display")
    assert "tabindex" not in formulas.formula("x + " * 20 + "y")
