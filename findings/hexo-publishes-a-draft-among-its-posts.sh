#!/usr/bin/env bash
# Library: hexo 8.1.2 (Node.js 24.21.0).
# Source: Hexo's documentation, "Front-matter" (names `published`) and "Writing" (drafts are a folder); neither says what
#   becomes of the key `draft`, nor of a day in a file's name.
# Guess: `draft: true` withholds; a file that is named after Jekyll's custom, 2020-01-03-dated.md, has that day and the
#   address of "dated"; `slug` in the front matter is the slug.
# Seen:
#   draft.md: public at 2020/01/01/draft/
#   named.md: public at 2020/01/01/named/
#   quoted.md: withheld
#   unpublished.md: withheld
#   2020-01-03-dated.md: public at TODAY/2020-01-03-dated/
# Instead: an export for Hexo writes drafts to source/_drafts or says `published: false`, and always writes the date. An
#   importer takes `draft: true` for a draft, as its writer did; an address without a date in the file cannot be known.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "hexo@${HEXO:-8.1.2}" "hexo-renderer-marked@7.0.1"

posts="$LAB/source/_posts"
mkdir -p "$posts"
printf '{"name": "blog", "private": true, "hexo": {"version": "%s"}, "dependencies": {"hexo": "%s", "hexo-renderer-marked": "7.0.1"}}\n' \
    "${HEXO:-8.1.2}" "${HEXO:-8.1.2}" >"$LAB/package.json"
printf 'title: Blog\nurl: http://example.org\npermalink: :year/:month/:day/:title/\ntheme: false\ntimezone: UTC\n' >"$LAB/_config.yml"
post() { printf -- '---\ntitle: A post\n%s\n---\nWords.\n' "$2" >"$posts/$1.md"; }
post draft $'date: 2020-01-01\ndraft: true'
post unpublished $'date: 2020-01-01\npublished: false'
post quoted $'date: 2020-01-01\npublished: "false"'
post named $'date: 2020-01-01\nslug: other'
post 2020-01-03-dated "tags: [a]"
touch -d "$(date -u +%Y-%m-%dT12:00:00Z)" "$posts/2020-01-03-dated.md"

js >"$LAB/output" <<'JS'
import Hexo from "hexo"
const site = new Hexo(process.cwd(), { silent: true })
await site.init()
await site.load()
const today = new Date().toISOString().slice(0, 10).replaceAll("-", "/")
const said = site.model("Post").toArray().map((post) => {
  const where = post.path.replace(today, "TODAY")
  return `${post.source.replace("_posts/", "")}: ${post.published ? `public at ${where}` : "withheld"}`
})
console.log(said.sort((a, b) => (a[0] < "a") - (b[0] < "a") || (a < b ? -1 : 1)).join("\n"))
await site.exit()
JS
as_seen <"$LAB/output"
