#!/usr/bin/env bash
# Library: yjs 13.6.33 (Node.js 24.21.0), pycrdt 0.14.13 (CPython 3.11).
# Source: Yjs' documentation, "Document Updates": mergeUpdates makes one update of several without loading a document.
#   Nothing is promised of its size.
# Guess: mergeUpdates compacts a log: 2,000 letters typed one after the other become one run of text, or nearly so.
# Seen:
#   2,000 updates of one letter: 40 KB as a log
#   yjs, merged: 10 times the text; through a document: 1.0 times
#   pycrdt, merged: 10 times the text; through a document: 1.0 times
# Instead: compact by loading the log into a document, in one transaction, and encoding it. Merging a log of 100,000
#   updates took minutes besides, loading it a fraction of a second.
. "$(dirname "$0")/lab.sh"
python_packages "pycrdt==${PYCRDT:-0.14.13}"
node_packages "node@${NODE:-24.21.0}" "yjs@${YJS:-13.6.33}"

js >"$LAB/output" <<'JS'
import { writeFileSync } from "node:fs"
import * as Y from "yjs"

const author = new Y.Doc()
author.clientID = 4000000000
const log = []
author.on("update", (update) => log.push(update))
for (let typed = 0; typed < 2000; typed++) author.getText("page").insert(typed, "x")
writeFileSync("log.json", JSON.stringify(log.map((update) => Buffer.from(update).toString("hex"))))

const document = new Y.Doc()
document.transact(() => log.forEach((update) => Y.applyUpdate(document, update)))
const times = (update, digits) => (update.length / 2000).toFixed(digits)
const bytes = log.reduce((sum, update) => sum + update.length, 0)
console.log(`2,000 updates of one letter: ${Math.round(bytes / 1000)} KB as a log`)
console.log(`yjs, merged: ${times(Y.mergeUpdates(log), 0)} times the text; ` +
  `through a document: ${times(Y.encodeStateAsUpdate(document), 1)} times`)
JS
py - "$LAB/log.json" >>"$LAB/output" <<'PYTHON'
import json
import sys
from pathlib import Path

from pycrdt import Doc, merge_updates

log = [bytes.fromhex(update) for update in json.loads(Path(sys.argv[1]).read_text())]
document = Doc()
with document.transaction():
    for update in log:
        document.apply_update(update)
merged, through = len(merge_updates(*log)) / 2000, len(document.get_update()) / 2000
print(f"pycrdt, merged: {merged:.0f} times the text; through a document: {through:.1f} times")
PYTHON
as_seen <"$LAB/output"
