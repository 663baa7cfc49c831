#!/usr/bin/env bash
# Library: latex2mathml 3.81.1 (CPython 3.11).
# Source: its README ("Pure Python library for LaTeX to MathML conversion"). MathML Core, "MathML is an XML-based language";
#   XML 1.0, 2.4: `&` and `<` in content are written as entities.
# Guess: the result is well-formed, since the library writes an element tree; a command that it does not know, or a group
#   that does not end, raises an error, as a bare `x_` does.
# Seen:
#   a < b: well-formed
#   \text{a < b}: not well-formed
#   a & b: not well-formed
#   \foo x: well-formed, shows \foo as a letter
#   \frac{a: well-formed, a fraction of one part
#   x_: MissingSuperScriptOrSubscriptError
# Instead: parse the result as HTML and sanitize it before it stands in a page, never as XML; look for a letter that begins
#   with a backslash, and say that the command is not known.
. "$(dirname "$0")/lab.sh"
python_packages "latex2mathml==${LATEX2MATHML:-3.81.1}"

py - <<'PYTHON' >"$LAB/output"
import xml.etree.ElementTree as ET

from latex2mathml import converter

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def seen(tex: str) -> str:
    try:
        made = converter.convert(tex)
    except Exception as error:
        return type(error).__name__
    try:
        root = ET.fromstring(made)
    except ET.ParseError:
        return "not well-formed"
    letters = [one.text for one in root.iter(f"{MATHML}mi") if (one.text or "").startswith("\\")]
    if letters:
        return f"well-formed, shows {letters[0]} as a letter"
    fraction = root.find(f".//{MATHML}mfrac")
    return "well-formed, a fraction of one part" if fraction is not None and len(fraction) == 1 else "well-formed"


for tex in (r"a < b", r"\text{a < b}", r"a & b", r"\foo x", r"\frac{a", r"x_"):
    print(f"{tex}: {seen(tex)}")
PYTHON
as_seen <"$LAB/output"
