#!/usr/bin/env bash
# Library: comrak 0.0.16 for Python (Rust comrak), wikilinks with the title after the bar.
# Source: comrak's documentation of `wikilinks_title_after_pipe` ("[[url|link label]]"); GFM, "Tables": `\|` is a bar in a cell.
# Guess: `\|` is a bar that parts nothing, in a table as outside; `![[page]]`, which Obsidian writes for an inclusion, is an
#   exclamation mark and a link.
# Seen:
#   [[a|b]]: a link to a, b
#   [[a\|b]]: a link to a%7Cb, a|b
#   | [[a\|b]] | in a table: a link to a, b
#   ![[a]]: no link
# Instead: whoever writes a link into a text has to know whether it stands in a table, where the bar needs a backslash and
#   outside must have none; inclusions have to be found before the text is parsed.
. "$(dirname "$0")/lab.sh"
python_packages "comrak==${COMRAK:-0.0.16}"

py - <<'PYTHON' >"$LAB/output"
import re

import comrak

options = comrak.ExtensionOptions()
options.wikilinks_title_after_pipe = options.table = True
TEXTS = {
    "[[a|b]]": "[[a|b]]",
    "[[a\\|b]]": "[[a\\|b]]",
    "| [[a\\|b]] | in a table": "| h |\n|---|\n| [[a\\|b]] |",
    "![[a]]": "![[a]]",
}
for name, text in TEXTS.items():
    found = re.search(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', comrak.render_markdown(text, extension_options=options))
    print(f"{name}: a link to {found[1]}, {found[2]}" if found else f"{name}: no link")
PYTHON
as_seen <"$LAB/output"
