#!/usr/bin/env bash
# Library: @11ty/eleventy 3.1.8 (Node.js 24.21.0).
# Source: Eleventy's documentation, "Drafts" (Quick Tips) and "Content dates". Drafts are a preprocessor that a site may
#   add to its configuration; nothing says so in a file that carries the key.
# Guess: a post that says `draft: true` or `published: false`, or whose file begins with an underscore, is not built; a day
#   in a file's name is the date, and no part of the address.
# Seen:
#   /posts/2020-01-03-dated/
#   /posts/_underscore/
#   /posts/draft/
#   /posts/future/
#   /posts/unpublished/
#   not built: nowhere
# Instead: an export for Eleventy leaves out what is withheld, or writes it to a folder of its own: `draft: true` hides it
#   from nobody. An importer still takes such a file for a draft, since its writer meant one; old addresses keep the day.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "@11ty/eleventy@${ELEVENTY:-3.1.8}"

mkdir -p "$LAB/site/posts"
post() { printf -- '---\ntitle: A post\n%s\n---\nWords.\n' "$2" >"$LAB/site/posts/$1.md"; }
post draft "draft: true"
post unpublished "published: false"
post future "date: 2099-01-01"
post _underscore "tags: [a]"
post nowhere "permalink: false"
post 2020-01-03-dated "tags: [a]"
(cd "$LAB/site" && PATH="$LAB/node_modules/.bin:$PATH" timeout 90 eleventy --quiet >>"$LAB/errors" 2>&1)
{
    (cd "$LAB/site/_site" && find . -name index.html | sed 's/^\.//; s/index\.html$//' | LC_ALL=C sort)
    for name in draft unpublished future _underscore nowhere; do
        [ -e "$LAB/site/_site/posts/$name/index.html" ] || echo "not built: $name"
    done
} | as_seen
