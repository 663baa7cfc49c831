#!/usr/bin/env bash
# Library: pycrdt 0.14.13 (CPython 3.11) beside yjs 13.6.33 (Node.js 24.21.0).
# Source: Yjs' README, "Document Updates": updates are commutative, associative and idempotent; they may come in any
#   order. Yjs keeps an update whose predecessor is missing and encodes it with the document.
# Guess: a server that took an update without an error has it, and hands it on with the document, in both libraries.
# Seen:
#   yjs: shows 'a', stored and loaded again; after the missing one it shows 'abcd'
#   pycrdt: shows 'a', stored and loaded again; after the missing one it shows 'ab'
#   pycrdt, never stored: shows 'a'; after the missing one it shows 'abcd'
# Instead: number each author's updates and apply them in order; hold back what comes too early, and ask for the
#   difference to the state if the gap stays. Save the bytes that came in, not the document's own encoding, while
#   anything is missing.
. "$(dirname "$0")/lab.sh"
python_packages "pycrdt==${PYCRDT:-0.14.13}"
node_packages "node@${NODE:-24.21.0}" "yjs@${YJS:-13.6.33}"

js >"$LAB/output" <<'JS'
import { writeFileSync } from "node:fs"
import * as Y from "yjs"

const author = new Y.Doc()
const updates = []
author.on("update", (update) => updates.push(update))
for (const letter of "abcd") author.getText("page").insert(author.getText("page").length, letter)
writeFileSync("updates.json", JSON.stringify(updates.map((update) => Buffer.from(update).toString("hex"))))

const server = new Y.Doc()
for (const number of [0, 2, 3]) Y.applyUpdate(server, updates[number])
const again = new Y.Doc()
Y.applyUpdate(again, Y.encodeStateAsUpdate(server))
Y.applyUpdate(again, updates[1])
console.log(`yjs: shows '${server.getText("page")}', stored and loaded again; ` +
  `after the missing one it shows '${again.getText("page")}'`)
JS
py - "$LAB/updates.json" >>"$LAB/output" <<'PYTHON'
import json
import sys
from pathlib import Path

from pycrdt import Doc, Text

updates = [bytes.fromhex(update) for update in json.loads(Path(sys.argv[1]).read_text())]


def page(doc):
    return repr(str(doc.get("page", type=Text)))


server = Doc()
for number in (0, 2, 3):
    server.apply_update(updates[number])
shown = page(server)
again = Doc()
again.apply_update(server.get_update())
again.apply_update(updates[1])
print(f"pycrdt: shows {shown}, stored and loaded again; after the missing one it shows {page(again)}")
server.apply_update(updates[1])
print(f"pycrdt, never stored: shows {shown}; after the missing one it shows {page(server)}")
PYTHON
as_seen <"$LAB/output"
