#!/usr/bin/env bash
# Library: Nikola 8.3.3 (CPython 3.11).
# Source: Nikola's handbook, "Post status", "Scheduling" and "Drafts": drafts and posts to come are not deployed. Of the
#   folder that a build writes it says little.
# Guess: what a build writes is what is public: no draft, no post of the future. The tags `draft` and `private`, which made
#   a post one in earlier versions, still do; so does `draft: true` in a YAML header, as with the other generators.
# Seen:
#   status: draft: page, not listed
#   status: private: page, not listed
#   date: 2099: page, not listed
#   tags: draft: page, listed
#   tags: private: page, listed
#   draft: true: page, listed
# Instead: import from the source files, never from `output/`; read `.. status:` and the date. An importer that reads the
#   other signs as a wish for privacy errs on the safe side; an export writes `status: draft`.
. "$(dirname "$0")/lab.sh"
python_packages "nikola==${NIKOLA:-8.3.3}"

(cd "$LAB" && timeout 90 python/bin/nikola init -q site >>"$LAB/errors" 2>&1)
mkdir -p "$LAB/site/posts"
post() { printf '<!--\n.. title: %s\n.. slug: %s\n%s\n-->\n\nWords of %s.\n' "$1" "$1" "$2" "$1" >"$LAB/site/posts/$1.md"; }
day=".. date: 2020-01-01 10:00:00 UTC"
post one "$day"$'\n.. status: draft'
post two "$day"$'\n.. status: private'
post three ".. date: 2099-01-01 10:00:00 UTC"
post four "$day"$'\n.. tags: draft'
post five "$day"$'\n.. tags: private'
post six "$day"$'\n.. draft: true'
(cd "$LAB/site" && timeout 300 ../python/bin/nikola build -q >>"$LAB/errors" 2>&1)
seen() {
    page=no; listed="not listed"
    [ -e "$LAB/site/output/posts/$2/index.html" ] && page=page
    grep -q "Words of $2" "$LAB/site/output/index.html" && listed=listed
    echo "$1: $page, $listed"
}
{
    seen "status: draft" one
    seen "status: private" two
    seen "date: 2099" three
    seen "tags: draft" four
    seen "tags: private" five
    seen "draft: true" six
} | as_seen
