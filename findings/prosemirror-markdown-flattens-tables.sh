#!/usr/bin/env bash
# Library: prosemirror-markdown 1.13.9 (Node.js 24.21.0).
# Source: its README: a parser and serializer for "CommonMark"; which of a text's syntax it does not know is nowhere said at
#   run time.
# Guess: what the schema does not know stays in the text as it was typed, as HTML does; a page that is opened and saved in
#   an editor without a change is the same page.
# Seen:
#   a table: | a | b | |---|---| | 1 | 2 |
#   a callout: > \[!NOTE\] Mind the gap
#   a note: A[^1](N)
#   a task: * \[ \] task
#   a wiki link: \[\[Moss\]\]
#   struck out: \~\~x\~\~
#   details: the same
# Instead: an editor on Markdown keeps the source (CodeMirror), or has a node for every construct of the dialect and opens
#   only pages that come back unchanged: serialize once after parsing, compare, else offer the source.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "prosemirror-markdown@${PROSEMIRROR_MARKDOWN:-1.13.9}"

js >"$LAB/output" <<'JS'
import { defaultMarkdownParser, defaultMarkdownSerializer } from "prosemirror-markdown"

const texts = {
  "a table": "| a | b |\n|---|---|\n| 1 | 2 |",
  "a callout": "> [!NOTE]\n> Mind the gap",
  "a note": "A[^1]\n\n[^1]: N",
  "a task": "- [ ] task",
  "a wiki link": "[[Moss]]",
  "struck out": "~~x~~",
  details: "<details><summary>S</summary>\n\ntext\n\n</details>",
}
for (const [name, text] of Object.entries(texts)) {
  const saved = defaultMarkdownSerializer.serialize(defaultMarkdownParser.parse(text))
  console.log(`${name}: ${saved === text ? "the same" : saved.replaceAll("\n", " | ")}`)
}
JS
as_seen <"$LAB/output"
