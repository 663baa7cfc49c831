#!/usr/bin/env bash
# Library: lxml 6.1.3, lxml.html.diff (CPython 3.11).
# Source: lxml's documentation, "HTML Diff": "the tags are used only to decide what is a word". Chinese is not mentioned.
# Guess: two renderings that differ show a difference: a paragraph that became a heading, bold type, a line break that went.
#   One changed character of a Chinese sentence marks that character.
# Seen:
#   a paragraph became a heading: <h2>Water</h2>
#   a word became bold: <p>much <b>water</b></p>
#   a line break went: <p>one two</p>
#   the language of code: <pre class="b">x</pre>
#   one character of five: <p><ins>中文考试吗</ins></p> <p><del>中文测试吗</del></p>
#   a row of a table: <td><ins>2</ins></td> in a row that bears no mark
# Instead: show the difference of the sources beside that of the rendering, or say "only formatting changed" when the words
#   are equal and the HTML is not. For scripts without spaces put a break between characters before, and take it out after.
. "$(dirname "$0")/lab.sh"
python_packages "lxml==${LXML:-6.1.3}"

py - <<'PYTHON' >"$LAB/output"
from lxml.html.diff import htmldiff

pairs = {
    "a paragraph became a heading": ("<p>Water</p>", "<h2>Water</h2>"),
    "a word became bold": ("<p>much water</p>", "<p>much <b>water</b></p>"),
    "a line break went": ("<p>one<br>two</p>", "<p>one two</p>"),
    "the language of code": ('<pre class="a">x</pre>', '<pre class="b">x</pre>'),
    "one character of five": ("<p>中文测试吗</p>", "<p>中文考试吗</p>"),
}
for name, (before, after) in pairs.items():
    print(f"{name}: {htmldiff(before, after)}")
row = "<table><tr><td>1</td></tr>{}</table>"
marked = htmldiff(row.format(""), row.format("<tr><td>2</td></tr>"))
print("a row of a table:", "<td><ins>2</ins></td> in a row that bears no mark" if "<tr><td><ins>2</ins></td>" in marked.replace("<tr> ", "<tr>") else marked)
PYTHON
as_seen <"$LAB/output"
