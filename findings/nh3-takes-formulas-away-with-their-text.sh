#!/usr/bin/env bash
# Library: nh3 0.3.8 (Python binding of ammonia), CPython 3.11.
# Source: nh3's documentation, clean(): tags that are not allowed are removed, and the text inside them stays, except
#   for clean_content_tags, which are script and style unless said otherwise. Of formulas it says nothing.
# Guess: a formula in MathML loses its tags and keeps its letters, as any other element that is not allowed.
# Seen:
#   <video>: 'Look: No video here. End.'
#   <math>: 'Energy:  End.'
#   <svg>: 'Icon:  End.'
#   <math>, which is allowed: 'Energy: <math><mi>E</mi><mo>=</mo><mi>m</mi></math> End.'
# Instead: whatever may hold formulas (HTML from MediaWiki, Pandoc, LaTeXML) is turned into text or TeX before it is
#   cleaned, and an importer compares the words before and after. Nothing else tells that something is gone.
. "$(dirname "$0")/lab.sh"
python_packages "nh3==${NH3:-0.3.8}"

py - <<'PYTHON' | as_seen
import nh3

FORMULA = "Energy: <math><mi>E</mi><mo>=</mo><mi>m</mi></math> End."

print("<video>:", repr(nh3.clean("Look: <video>No video here.</video> End.")))
print("<math>:", repr(nh3.clean(FORMULA)))
print("<svg>:", repr(nh3.clean("Icon: <svg><text>Save</text></svg> End.")))
print("<math>, which is allowed:", repr(nh3.clean(FORMULA, tags={"math", "mi", "mo"})))
PYTHON
