#!/usr/bin/env bash
# Library: readability-lxml 0.9 (CPython 3.11).
# Source: its README ("pulls out the main body text and cleans it up"); what the cleaning drops is in Document.sanitize.
# Guess: a table or a list of an article is part of it, however short; so are its notes.
# Seen:
#   left out: a table of one column, a list of two words, notes
#   kept: a list of sentences, a quotation, code, a description list, a heading
# Instead: compare the words of a page before and after; trafilatura 2.3.1 keeps all of these.
. "$(dirname "$0")/lab.sh"
python_packages "readability-lxml==${READABILITY_LXML:-0.9}" "lxml==6.1.3" "lxml_html_clean==0.4.6"

py - <<'PYTHON' >"$LAB/output"
from readability import Document

TEXT = "<p>Water flows through the valley, and more of it, until a paragraph is long enough, with commas, for a text.</p>"
PARTS = {
    "a table of one column": "<table><tr><th>a</th></tr><tr><td>WORDS</td></tr></table>",
    "a list of two words": "<ul><li>WORDS</li><li>b</li></ul>",
    "notes": '<section class="footnotes"><ol><li>WORDS of a note</li></ol></section>',
    "a list of sentences": "<ul><li>WORDS, a longer item, with commas, to look like text</li><li>b</li></ul>",
    "a quotation": "<blockquote><p>WORDS</p></blockquote>",
    "code": "<pre><code>WORDS</code></pre>",
    "a description list": "<dl><dt>a</dt><dd>WORDS</dd></dl>",
    "a heading": "<h2>WORDS</h2>",
}


def kept(part: str) -> bool:
    """Whether the words of a part of an article are read."""
    page = f"<html><body><main><article><h1>T</h1>{TEXT}{TEXT}{part}{TEXT}{TEXT}</article></main></body></html>"
    return "WORDS" in Document(page).summary()


print("left out:", ", ".join(name for name, part in PARTS.items() if not kept(part)))
print("kept:", ", ".join(name for name, part in PARTS.items() if kept(part)))
PYTHON
as_seen <"$LAB/output"
