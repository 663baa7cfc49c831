#!/usr/bin/env bash
# Library: yjs 13.6.33 (Node.js 24.21.0).
# Source: Yjs' documentation, "Document Updates": encodeStateVectorFromUpdate computes the state vector from an update,
#   and diffUpdate encodes what is missing in a state vector.
# Guess: the vector names each client that the update has words of, up to the last one; diffUpdate with it leaves only
#   what was deleted.
# Seen:
#   an update from the beginning: 1 client in its vector, 2 bytes left
#   an update that continues: 0 clients in its vector, all of it left
# Instead: for what a document lacks beside its words, take the state vector of the document, not that of the update.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "yjs@${YJS:-13.6.33}"

js >"$LAB/output" <<'JS'
import * as Y from "yjs"

const author = new Y.Doc()
const text = author.getText("page")
text.insert(0, "first")
const before = Y.encodeStateVector(author)
const beginning = Y.encodeStateAsUpdate(author)
text.insert(5, " second")
const continuing = Y.encodeStateAsUpdate(author, before)

const clients = (update) => Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update)).size
const left = (update) => Y.diffUpdate(update, Y.encodeStateVectorFromUpdate(update)).length
console.log(`an update from the beginning: ${clients(beginning)} client in its vector, ${left(beginning)} bytes left`)
console.log(`an update that continues: ${clients(continuing)} clients in its vector, ` +
  (left(continuing) === continuing.length ? "all of it left" : `${left(continuing)} bytes left`))
JS
as_seen <"$LAB/output"
