#!/usr/bin/env bash
# Library: feedparser 6.0.14, CPython 3.11.
# Source: RFC 4287, section 2: xml:base is the base of relative references in a feed. feedparser's documentation,
#   "Relative link resolution": the base is xml:base, else the address of the document.
# Guess: a reader takes an entry's own address (its alternate link) for the base of what the entry's HTML points at.
# Seen:
#   relative, as on the page: https://blog.example/feed/#fn-1 https://blog.example/feed/cat.png
#   with xml:base on the content: https://blog.example/2026/cats/#fn-1 https://blog.example/2026/cats/cat.png
# Instead: write whole addresses into a feed's HTML, notes (`#fn-1`) included, or give each content its own xml:base.
#   A footnote that works on the page leads to the list of entries in a feed reader.
. "$(dirname "$0")/lab.sh"
python_packages "feedparser==${FEEDPARSER:-6.0.14}" "lxml==6.0.2"

py - <<'PYTHON' | as_seen
import feedparser
from lxml import html

FEED = """<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Blog</title><id>https://blog.example/</id><updated>2026-01-01T00:00:00Z</updated>
  <link rel="self" href="https://blog.example/feed/"/>
  <entry>
    <title>Cats</title><id>https://blog.example/2026/cats/</id><updated>2026-01-01T00:00:00Z</updated>
    <link href="https://blog.example/2026/cats/"/>
    <content type="html"{base}>&lt;p&gt;&lt;a href="#fn-1"&gt;1&lt;/a&gt; &lt;img src="cat.png"&gt;&lt;/p&gt;</content>
  </entry>
</feed>"""


def show(title, base):
    headers = {"content-location": "https://blog.example/feed/", "content-type": "application/atom+xml"}
    entry = feedparser.parse(FEED.format(base=base).encode(), response_headers=headers).entries[0]
    print(f"{title}:", *html.fromstring(entry.content[0].value).xpath("//@href | //@src"))


show("relative, as on the page", "")
show("with xml:base on the content", ' xml:base="https://blog.example/2026/cats/"')
PYTHON
