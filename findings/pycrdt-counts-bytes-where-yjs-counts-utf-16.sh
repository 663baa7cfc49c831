#!/usr/bin/env bash
# Library: pycrdt 0.14.13 (CPython 3.11) beside yjs 13.6.33 (Node.js 24.21.0).
# Source: Yjs' documentation, "Y.Text", gives indexes and deltas in JavaScript's string positions. pycrdt's
#   documentation, "Shared data", shows Text as a string that is indexed; that its delta and positions are UTF-8 bytes
#   is not said.
# Guess: positions in Python count characters as Python's strings do, so that the X comes behind 日 in both.
# Seen:
#   the page: a日b
#   yjs, insert at 2: a日Xb, told as retain 2
#   pycrdt, insert at 2: a日bX, told as retain 5
#   pycrdt, insert at 4: a日Xb, told as retain 4
#   len() in pycrdt: 5
# Instead: one pair of functions between Python's positions and bytes (`len(text[:index].encode())`) that every write
#   goes through; a delta of pycrdt is never sent to a browser, nor applied to a str. A position inside a character is
#   no error.
. "$(dirname "$0")/lab.sh"
python_packages "pycrdt==${PYCRDT:-0.14.13}"
node_packages "node@${NODE:-24.21.0}" "yjs@${YJS:-13.6.33}"

js >"$LAB/output" <<'JS'
import * as Y from "yjs"

const text = new Y.Doc().getText("page")
text.insert(0, "a日b")
console.log(`the page: ${text}`)
let told
text.observe((event) => { told = event.delta[0].retain })
text.insert(2, "X")
console.log(`yjs, insert at 2: ${text}, told as retain ${told}`)
JS
py - >>"$LAB/output" <<'PYTHON'
from pycrdt import Doc, Text

for index in (2, 4):
    text = Doc().get("page", type=Text)
    text += "a日b"
    told = []
    subscription = text.observe(lambda event: told.append(event.delta[0]["retain"]))
    text.insert(index, "X")
    print(f"pycrdt, insert at {index}: {text}, told as retain {told[0]}")
print("len() in pycrdt:", len(Doc({"page": Text("a日b")})["page"]))
PYTHON
as_seen <"$LAB/output"
