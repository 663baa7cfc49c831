#!/usr/bin/env bash
# Library: PostgreSQL 18.7 (npm @electric-sql/pglite 0.5.17, PostgreSQL compiled to WebAssembly) on Node.js 24.21.0;
#   seen with PostgreSQL 15 as well.
# Source: PostgreSQL's documentation, "Limitations" of text search (a tsvector is under one megabyte) and "Tables and
#   Indexes", which recommends a generated column for it.
# Guess: of a page that is too long some words cannot be found; the page itself is saved.
# Seen:
#   60,000 different words (0.6 MB): saved
#   120,000 different words (1.2 MB): refused, 54000 string is too long for tsvector
#   120,000 different words, without the column: saved
# Instead: keep the index in a row of its own that is written after the page is saved, and cut its text; an index must
#   not be able to refuse a save.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "@electric-sql/pglite@${PGLITE:-0.5.17}"

js <<'JS' | as_seen
import { PGlite } from "@electric-sql/pglite"

const database = new PGlite()
await database.exec(`
  CREATE TABLE plain (body text);
  CREATE TABLE page (body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED);`)
const text = (words) => Array.from({ length: words }, (_, number) => `word${number}`).join(" ")
const saved = (table, words) => database.query(`INSERT INTO ${table} VALUES ($1)`, [text(words)])
  .then(() => "saved", (error) => `refused, ${error.code} ${error.message.split(" (")[0]}`)
const size = (words) => `${words.toLocaleString("en")} different words`
const megabytes = (words) => `${(text(words).length / 1e6).toFixed(1)} MB`

for (const words of [60000, 120000]) console.log(`${size(words)} (${megabytes(words)}): ${await saved("page", words)}`)
console.log(`${size(120000)}, without the column: ${await saved("plain", 120000)}`)
JS
