"""A dump of MediaWiki: pages of some 3 KB with what articles have, always the same (https://www.mediawiki.org/xml/)."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from random import Random

from courant_bench.corpus import Corpus

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Corpus</sitename>
    <dbname>corpus</dbname>
    <base>https://corpus.example.org/index.php/Main_Page</base>
    <generator>MediaWiki 1.39.17</generator>
    <case>first-letter</case>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="1" case="first-letter">Talk</namespace>
      <namespace key="10" case="first-letter">Template</namespace>
      <namespace key="14" case="first-letter">Category</namespace>
    </namespaces>
  </siteinfo>
"""
PAGE = """  <page>
    <title>{title}</title>
    <ns>0</ns>
    <id>{number}</id>
    <revision>
      <id>{number}</id>
      <timestamp>2024-{month:02}-{day:02}T10:11:12Z</timestamp>
      <contributor>
        <username>Writer {writer}</username>
        <id>{writer}</id>
      </contributor>
      <comment>written</comment>
      <origin>{number}</origin>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="{size}" xml:space="preserve">{text}</text>
      <sha1>phoiac9h4m842xq45sp7s6u21eteeq1</sha1>
    </revision>
  </page>
"""
PARAGRAPHS = 4


def write(file: Path, count: int) -> None:
    """Write a dump of so many pages."""
    drawn = Random(2)  # noqa: S311 - a corpus need not be secret
    words = list(Corpus().pages(count * PARAGRAPHS))
    titles = [f"{words[number * PARAGRAPHS][0].capitalize()} {number}" for number in range(count)]
    with file.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for number, title in enumerate(titles):
            texts = [text for _, text in words[number * PARAGRAPHS : (number + 1) * PARAGRAPHS]]
            text = escape("".join(_article(texts, drawn.choices(titles, k=6), number)), quote=False)
            out.write(PAGE.format(
                title=title, number=number + 1, month=number % 12 + 1, day=number % 28 + 1, writer=number % 20 + 1,
                size=len(text.encode()), text=text,
            ))  # fmt: skip
        out.write("</mediawiki>\n")


def _article(texts: list[str], linked: list[str], number: int) -> Iterator[str]:
    """A lead, sections, links, a list, a note, a template, a category; each tenth article has a table."""
    for at, text in enumerate(texts):
        row = text.split()
        row[5], row[30] = f"'''{row[5]}'''", f"''{row[30]}''"
        row[12] = f"[[{linked[at]}]]"
        row[60] += f"<ref>{' '.join(row[70:78])}</ref>" if at == 1 else ""
        yield f"== {' '.join(row[20:23])} ==\n" if at else f"{{{{Infobox|name={row[1]}|kind={row[2]}}}}}\n"
        yield f"{' '.join(row)}.\n\n"
    yield "".join(f"* [[{title}|{title.lower()}]] and {texts[0][:40]}\n" for title in linked[4:])
    if number % 10 == 0:
        yield '{| class="wikitable"\n! Name !! Kind\n|-\n| one || two\n|-\n| three || four\n|}\n'
    yield f"\n== Sources ==\n<references />\n[[Category:Kind {number % 30}]]\n"
