#!/usr/bin/env bash
# Library: PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17, PostgreSQL compiled to WebAssembly) on Node.js 24.21.0;
#   seen with PostgreSQL 15 as well.
# Source: PostgreSQL's documentation, "Limitations" of text search: no more than 256 positions per lexeme.
#   "Controlling Text Search": a phrase is found by its lexemes' positions.
# Guess: the limit blurs ranking on a long page; a search still finds what stands there. Nobody has quoted a phrase
#   anyway.
# Seen:
#   places of "l" before it: 254; l'été as words True, as typed True
#   places of "l" before it: 255; l'été as words True, as typed False
#   what is asked for l'été: 'l' <-> 'été'
#   what is asked for foo-bar: 'foo-bar' <-> 'foo' <-> 'bar'
# Instead: break text into words before PostgreSQL sees it, so that apostrophes and hyphens make no phrases, or index
#   long pages by sections.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "@electric-sql/pglite@${PGLITE:-0.5.17}"

js <<'JS' | as_seen
import { PGlite } from "@electric-sql/pglite"

const database = new PGlite()
const capital = (value) => (value ? "True" : "False")
for (const before of [254, 255]) {
  const page = `${"l'eau ".repeat(before)}l'été`
  const { rows: [found] } = await database.query(
    `SELECT to_tsvector('simple', $1) @@ plainto_tsquery('simple', 'l été') AS words,
            to_tsvector('simple', $1) @@ websearch_to_tsquery('simple', $2) AS typed`, [page, "l'été"])
  const [words, typed] = [capital(found.words), capital(found.typed)]
  console.log(`places of "l" before it: ${before}; l'été as words ${words}, as typed ${typed}`)
}
for (const typed of ["l'été", "foo-bar"]) {
  const { rows: [query] } = await database.query("SELECT websearch_to_tsquery('simple', $1)::text AS asked", [typed])
  console.log(`what is asked for ${typed}: ${query.asked}`)
}
JS
