#!/usr/bin/env bash
# Library: pandoc 3.9 (pypandoc_binary 1.17), mwparserfromhell 0.7.2, CPython 3.11.
# Source: Pandoc's manual lists `mediawiki` as a format that it reads. mwparserfromhell's documentation, strip_code():
#   a rendered string without the unprintable code.
# Guess: each is enough for an import: pandoc converts, and names what it cannot; strip_code gives the words for an
#   index.
# Seen:
#   pandoc, template: 'Water boils at .'
#   pandoc, a note used twice: 2 notes, of which 1 is empty
#   pandoc, language link: 'de:Rust' as a link to de:Rust
#   strip_code, picture: 'thumb|300px|alt=A cat|The cat'
#   strip_code, category: 'Sort key'
# Instead: take templates, pictures, categories and language links out with mwparserfromhell and name them in a
#   report; give the rest to pandoc, with --sandbox; and take the words for an index from the HTML that pandoc made.
. "$(dirname "$0")/lab.sh"
python_packages "pypandoc_binary==${PYPANDOC:-1.17}" "mwparserfromhell==${MWPARSERFROMHELL:-0.7.2}" "lxml==6.0.2"

py - <<'PYTHON' | as_seen
import mwparserfromhell
import pypandoc
from lxml import html

assert pypandoc.get_pandoc_version() == "3.9"


def converted(wikitext):
    return html.fromstring(pypandoc.convert_text(wikitext, "html", format="mediawiki", extra_args=["--sandbox"]))


print("pandoc, template:", repr(converted("Water boils at {{convert|100|C|F}}.").text_content()))
notes = converted('One<ref name="a">Source</ref> two<ref name="a" />').xpath("//li")
empty = [note for note in notes if not note.text_content().strip("↩︎ \n")]
print(f"pandoc, a note used twice: {len(notes)} notes, of which {len(empty)} is empty")
link = converted("See also [[de:Rust]]").xpath("//a")[0]
print(f"pandoc, language link: {link.text_content()!r} as a link to {link.get('href')}")
for name, wikitext in (
    ("picture", "[[File:Cat.png|thumb|300px|alt=A cat|The cat]]"),
    ("category", "[[Category:Pets|Sort key]]"),
):
    print(f"strip_code, {name}:", repr(mwparserfromhell.parse(wikitext).strip_code()))
PYTHON
