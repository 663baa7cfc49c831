#!/usr/bin/env bash
# Library: comrak 0.0.16 (Python binding of the Rust crate), CPython 3.11.
# Source: GitHub's documentation, "Basic writing and formatting syntax", Footnotes, shows one definition for each
#   name. CommonMark, "Link reference definitions": of several with one label the first counts. Footnotes are in no
#   specification.
# Guess: of two definitions of one name the first counts, as with links; the second is left out, or is another note.
# Seen:
#   items of the list: ['fn-a', 'fn-a']
#   the reference leads to the first of them: first
#   the way back stands in the last of them: second
# Instead: look for a name that is defined twice before rendering, as happens where two texts with notes of their own
#   are joined (an import of several files, a merge of two versions), and number their names apart.
. "$(dirname "$0")/lab.sh"
python_packages "comrak==${COMRAK:-0.0.16}" "lxml==6.0.2"

py - <<'PYTHON' | as_seen
import comrak
from lxml import html

options = comrak.ExtensionOptions()
options.footnotes = True
page = html.fromstring(comrak.render_markdown("A[^a]\n\n[^a]: first\n\n[^a]: second\n", extension_options=options))

items = page.xpath("//li")
target = page.xpath("//sup/a/@href")[0].removeprefix("#")
back = page.xpath("//li[.//a[@data-footnote-backref]]")
assert len(back) == 1
print("items of the list:", [item.get("id") for item in items])
print("the reference leads to the first of them:", page.xpath(f"//*[@id='{target}']")[0].text_content().split()[0])
print("the way back stands in the last of them:", back[0].text_content().split()[0])
PYTHON
