#!/usr/bin/env bash
# Library: mwparserfromhell 0.7.2, CPython 3.11.
# Source: Help:Tables of MediaWiki: `|+` begins the caption of a table, `|-` a row, `!` a heading and `|` a cell.
#   mwparserfromhell's documentation: tables are Tag nodes, as those of the HTML that they stand for.
# Guess: a caption is a Tag `caption`, as in HTML.
# Seen:
#   a cell outside a row: ['td']
#   caption: tags ['td', 'td'], texts ['+ Prices', '1']
# Instead: a cell whose source begins with `|+` is the caption.
. "$(dirname "$0")/lab.sh"
python_packages "mwparserfromhell==${MWPARSERFROMHELL:-0.7.2}"

py - <<'PYTHON' | as_seen
import mwparserfromhell


def cells(wikitext):
    table = mwparserfromhell.parse(wikitext).filter_tags(matches=lambda tag: tag.tag == "table")[0]
    return [tag for tag in table.contents.filter_tags() if tag.tag in ("td", "th", "caption")]


print("a cell outside a row:", [str(cell.tag) for cell in cells("{|\n| 1\n|}")])
found = cells("{|\n|+ Prices\n|-\n| 1\n|}")
print("caption: tags", [str(cell.tag) for cell in found], end=", ")
print("texts", [str(cell.contents).strip() for cell in found])
PYTHON
