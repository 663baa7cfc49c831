/** The bare router's window: the peer's editor, and one call for what was typed and the caret that moved with it. */

import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { begin } from "./editor.mjs";

const [HELLO, WELCOME, SUBSCRIBE, SUBSCRIBED, EVENT, CALL, RESULT] = [1, 2, 32, 33, 36, 48, 50];
const JOIN = 2;
const name = new URLSearchParams(location.search).get("document");
const [document_, remote] = [new Y.Doc(), "router"];
const text = document_.getText("text");
const awareness = new Awareness(document_);
const socket = new WebSocket(`ws://${location.host}/ws`, "wamp.2.json");
const say = (...message) => socket.send(JSON.stringify(message));
let [request, updates, moved, due] = [JOIN, [], false, false];

socket.onopen = () => say(HELLO, "bare", { roles: { caller: {}, subscriber: {} } });
socket.onmessage = ({ data }) => {
  const [kind, first, , , found, fields] = JSON.parse(data);
  if (kind === WELCOME) say(SUBSCRIBE, 1, {}, `bare.text.${name}`);
  if (kind === SUBSCRIBED) say(CALL, JOIN, {}, "bare.join", [name]);
  if (kind === RESULT && first === JOIN) start(JSON.parse(data)[3][0]);
  if (kind === EVENT) hear(fields);
};

function start(stored) {
  hear({ updates: stored });
  begin(text, awareness);
}

function hear({ updates, caret }) {
  for (const one of updates) Y.applyUpdate(document_, Uint8Array.fromBase64(one), remote);
  if (caret) applyAwarenessUpdate(awareness, Uint8Array.fromBase64(caret), remote);
}

document_.on("update", (update, origin) => origin !== remote && (updates.push(update.toBase64()), send()));
awareness.on("update", (_, origin) => origin !== remote && ((moved = true), send()));
awareness.setLocalStateField("user", { name: "Ann", color: "#30a080" });

function send() {
  if (!due) queueMicrotask(leave);
  due = true;
}

function leave() {
  const caret = moved ? encodeAwarenessUpdate(awareness, [document_.clientID]).toBase64() : "";
  if (socket.readyState === WebSocket.OPEN) say(CALL, (request += 1), {}, "bare.write", [name], { updates, caret });
  [updates, moved, due] = [[], false, false];
}
