#!/usr/bin/env bash
# Library: EbookLib 0.20 (CPython 3.11).
# Source: its documentation, "Tutorial" and EpubHtml.content ("content for this chapter"); get_body_content, get_content.
# Guess: a chapter's content may be a piece of HTML, as rendered Markdown is: all of it is written.
# Seen:
#   Loose words & <b>bold</b> ones. -> bold ones.
#   <p>First.</p>Between.<p>Last.</p> -> First. Between. Last.
#   <style> of the chapter's own head: gone
# Instead: wrap a chapter in one element (a section) before handing it over, compare the words, and add style sheets as items.
. "$(dirname "$0")/lab.sh"
python_packages "ebooklib==${EBOOKLIB:-0.20}"

py - "$LAB/book.epub" <<'PYTHON' >"$LAB/output"
import re
import sys
import zipfile

from ebooklib import epub


def written(content: str) -> str:
    """The XHTML that a book has for a chapter of this content."""
    book = epub.EpubBook()
    book.set_identifier("urn:example:book")
    book.set_title("Book")
    book.set_language("en")
    chapter = epub.EpubHtml(title="One", file_name="one.xhtml", lang="en", content=content)
    book.add_item(chapter)
    book.toc, book.spine = (chapter,), [chapter]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(sys.argv[1], book)
    return zipfile.ZipFile(sys.argv[1]).read("EPUB/one.xhtml").decode()


def words(page: str) -> str:
    """The words of its body."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<body>")[1].split("</body>")[0]).split())


for content in ("Loose words & <b>bold</b> ones.", "<p>First.</p>Between.<p>Last.</p>"):
    print(content, "->", words(written(content)))
styled = written("<html><head><style>p { color: red }</style></head><body><p>Text</p></body></html>")
print("<style> of the chapter's own head:", "there" if "color: red" in styled else "gone")
PYTHON
as_seen <"$LAB/output"
