#!/usr/bin/env bash
# Library: y-protocols 1.0.7 (awareness) with yjs 13.6.33, Node.js 24.21.0.
# Source: Yjs' documentation, "Awareness": each client's state has a clock that grows with each change; a state is
#   removed when it is null or was not renewed for 30 seconds.
# Guess: after a short break a browser sends its state again, and the others show it again.
# Seen:
#   first sent: ada is there
#   taken out, since her connection broke: nobody is there
#   the same state sent again: nobody is there
#   set anew to the same value, and sent: ada is there
# Instead: on joining again `awareness.setLocalState(awareness.getLocalState())` before sending; otherwise a person
#   comes back only with the next move or at the renewal after 15 seconds.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "yjs@${YJS:-13.6.33}" "y-protocols@${Y_PROTOCOLS:-1.0.7}"

js <<'JS' | as_seen
import * as Y from "yjs"
import * as awareness from "y-protocols/awareness"

const ada = new awareness.Awareness(new Y.Doc())
const grace = new awareness.Awareness(new Y.Doc())
grace.setLocalState(null)
const send = () => awareness.applyAwarenessUpdate(
  grace, awareness.encodeAwarenessUpdate(ada, [ada.clientID]), "network")
const show = (title) => {
  const people = [...grace.getStates().values()].map((state) => state.name)
  console.log(`${title}: ${people.join(", ") || "nobody"} is there`)
}

ada.setLocalState({ name: "ada" })
send()
show("first sent")
awareness.removeAwarenessStates(grace, [ada.clientID], "connection closed")
show("taken out, since her connection broke")
send()
show("the same state sent again")
ada.setLocalState(ada.getLocalState())
send()
show("set anew to the same value, and sent")
process.exit()
JS
