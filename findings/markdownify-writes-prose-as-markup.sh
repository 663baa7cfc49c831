#!/usr/bin/env bash
# Library: markdownify 1.2.3, read again by comrak 0.0.16, CPython 3.11.
# Source: markdownify's README: escape_asterisks and escape_underscores are on, escape_misc (other punctuation) is
#   off.
# Guess: a converter from HTML to Markdown writes text so that it is read again as the same text; that is what the two
#   options that are on are for.
# Seen:
#   use <div> here      -> 'use  here'; with escape_misc 'use <div> here'
#   a Vec<String>       -> 'a Vec'; with escape_misc 'a Vec<String>'
#   1. Mai was a Sunday -> 'Mai was a Sunday' (ol); with escape_misc '1. Mai was a Sunday'
#   # is a comment      -> 'is a comment' (h1); with escape_misc '# is a comment'
#   x[i](j) is a call   -> 'xi is a call'; with escape_misc 'x[i](j) is a call'
#   H<sub>2</sub>O      -> 'H2O'; with escape_misc 'H2O'
# Instead: escape_misc=True, sub_symbol="<sub>", sup_symbol="<sup>"; and after each page compare the words of the HTML
#   with those of the rendered Markdown.
. "$(dirname "$0")/lab.sh"
python_packages "markdownify==${MARKDOWNIFY:-1.2.3}" "comrak==${COMRAK:-0.0.16}" "lxml==6.0.2"

py - <<'PYTHON' | as_seen
from html import escape

import comrak
from lxml import html
from markdownify import markdownify


def read_again(page, **options):
    rendered = html.fromstring(comrak.render_markdown(markdownify(page, heading_style="ATX", **options)))
    return repr(rendered.text_content().strip()) + (f" ({rendered.tag})" if rendered.tag != "p" else "")


def show(text, page):
    print(f"{text:<19} -> {read_again(page)}; with escape_misc {read_again(page, escape_misc=True)}")


for prose in ("use <div> here", "a Vec<String>", "1. Mai was a Sunday", "# is a comment", "x[i](j) is a call"):
    show(prose, f"<p>{escape(prose)}</p>")
show("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>")
PYTHON
