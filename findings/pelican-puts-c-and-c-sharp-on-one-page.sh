#!/usr/bin/env bash
# Library: pelican 4.12.0, markdown 3.11.3 (CPython 3.11).
# Source: Pelican's documentation, SLUG_REGEX_SUBSTITUTIONS ("remove non-alphabetical characters"), TAG_URL.
# Guess: tags C, C++ and C# have a page each, or the build says that their addresses are the same. A status that is written
#   in quotation marks, as other generators allow, is read.
# Seen:
#   pages of tags: c.html
#   tag/c.html: 3 posts under the name of one
#   said about it: nothing
#   Status: "draft": ERROR Unknown status
# Instead: an importer that makes an old tag's address lead on takes it from the tag's name and this rule, and knows that
#   it stood for several tags. Quotation marks belong to the value: Pelican's header is no YAML, though it may stand between
#   lines of `---`.
. "$(dirname "$0")/lab.sh"
python_packages "pelican==${PELICAN:-4.12.0}" "markdown==3.11.3"

mkdir -p "$LAB/content"
post() { printf 'Title: %s\nDate: 2020-01-0%s\n%s\n\nWords of %s.\n' "$1" "$2" "$3" "$1" >"$LAB/content/$1.md"; }
post plain 1 "Tags: C"
post plus 2 "Tags: C++"
post sharp 3 "Tags: C#"
printf -- '---\nTitle: quoted\nDate: 2020-01-04\nStatus: "draft"\n---\nWords.\n' >"$LAB/content/quoted.md"
printf 'SITENAME = "Blog"\nSITEURL = "http://example.org"\nTIMEZONE = "UTC"\nAUTHOR = "A"\n' >"$LAB/conf.py"
(cd "$LAB" && COLUMNS=200 timeout 90 python/bin/pelican content -s conf.py -o out >build.log 2>&1)
{
    echo "pages of tags: $(ls "$LAB/out/tag" | tr '\n' ' ' | sed 's/ $//')"
    posts=$(grep -o 'Words of [a-z]*' "$LAB/out/tag/c.html" | sort -u | wc -l)
    grep -qE '<title>Blog - C(\+\+|#)?</title>' "$LAB/out/tag/c.html" && echo "tag/c.html: $posts posts under the name of one"
    grep -qiE 'tag|same|overw|c\.html' "$LAB/build.log" && echo "said about it: something" || echo "said about it: nothing"
    echo "Status: \"draft\": $(grep -o 'ERROR *Unknown status' "$LAB/build.log" | tr -s ' ')"
} | as_seen
