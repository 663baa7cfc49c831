#!/usr/bin/env bash
# Library: feedgen 1.0.0, feedparser 6.0.14 (CPython 3.11).
# Source: feedgen's API documentation, FeedEntry.updated ("the last time the entry was modified in a significant way") and
#   FeedEntry.published; neither says what stands there when only the other was given.
# Guess: an entry that has only a date of publication is given that as `updated` (RFC 4287 wants one). Two builds of
#   the same entries give the same feed.
# Seen:
#   published 2020-01-01, updated: the moment of the build
#   built again without a change: another feed
# Instead: set `updated` on every entry and on the feed from what is stored. A feed that differs at
#   every build defeats ETag and If-Modified-Since, and readers that look at `updated` show everything as new.
. "$(dirname "$0")/lab.sh"
python_packages "feedgen==${FEEDGEN:-1.0.0}" "feedparser==6.0.14"

py - <<'PYTHON' >"$LAB/output"
from datetime import UTC, datetime

import feedparser
from feedgen.feed import FeedGenerator


def built() -> bytes:
    """A feed of three entries that were published in January 2020."""
    feed = FeedGenerator()
    feed.id("urn:example:feed")
    feed.title("Blog")
    for day in (1, 2, 3):
        entry = feed.add_entry()
        entry.id(f"urn:example:{day}")
        entry.title(str(day))
        entry.link(href=f"http://example.org/{day}/")
        entry.published(datetime(2020, 1, day, tzinfo=UTC))
    return feed.atom_str()


first = built()
entries = feedparser.parse(first).entries
updated = entries[0].updated_parsed.tm_year
print("published 2020-01-01, updated:", "the same day" if updated == 2020 else "the moment of the build")
print("built again without a change:", "the same feed" if built() == first else "another feed")
PYTHON
as_seen <"$LAB/output"
