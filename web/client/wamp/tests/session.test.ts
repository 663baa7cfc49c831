import assert from "node:assert/strict";
import { test } from "node:test";
import { Session, type Action } from "../session.js";

const WELCOME = '[2,77,{"roles":{},"authid":"ada#1","authrole":"editor"}]';

function joined(): Session {
  const session = new Session({ realm: "courant" });
  session.hello();
  session.receive(WELCOME);
  return session;
}

/** The message in an action that sends one. */
function sent(action: Action | undefined): unknown[] {
  assert.equal(action?.do, "send");
  return JSON.parse(action.text) as unknown[];
}

function assertViolation(actions: Action[], word: string): void {
  assert.equal(sent(actions[0])[0], 3);
  const last = actions[1];
  assert.ok(last?.do === "leave" && last.violation && last.message.includes(word), JSON.stringify(actions));
}

test("hello names the realm and the features we understand", () => {
  const [type, realm, details] = JSON.parse(new Session({ realm: "courant" }).hello()) as [number, string, any];
  assert.deepEqual([type, realm], [1, "courant"]);
  assert.equal(details.roles.caller.features.progressive_call_results, true);
  assert.equal("authid" in details, false);
});

test("the welcome says who we are", () => {
  const session = new Session({ realm: "courant" });
  const [action] = session.receive(WELCOME);
  assert.ok(action?.do === "join" && session.joined);
  const { session: id, authid, authrole } = action.welcome;
  assert.deepEqual([id, authid, authrole], [77, "ada#1", "editor"]);
});

test("a challenge is signed, or refused by who cannot sign", () => {
  const able = new Session({ realm: "courant", authmethods: ["ticket"], sign: (method) => `${method}!` });
  assert.deepEqual(sent(able.receive('[4,"ticket",{}]')[0]), [5, "ticket!", {}]);
  assertViolation(new Session({ realm: "courant" }).receive('[4,"ticket",{}]'), "challenge");
});

test("an abort and a good-bye end the session with their words", () => {
  const aborted = new Session({ realm: "courant" }).receive('[3,{"message":"not yet"},"wamp.error.no_auth"]');
  assert.deepEqual(aborted, [{ do: "leave", reason: "wamp.error.no_auth", message: "not yet" }]);
  const session = joined();
  const [answer, leave] = session.receive('[6,{},"wamp.close.killed"]');
  assert.deepEqual(sent(answer), [6, {}, "wamp.close.goodbye_and_out"]);
  assert.equal(leave?.do, "leave");
  assert.deepEqual(session.receive("[36,1,1,{}]"), []);
});

test("our own good-bye is not answered, and what comes before its answer is let be", () => {
  const session = joined();
  assert.deepEqual(JSON.parse(session.goodbye()), [6, {}, "wamp.close.normal"]);
  assert.deepEqual(session.receive("[36,1,1,{}]"), []);
  assert.deepEqual(session.receive('[6,{},"wamp.close.goodbye_and_out"]').map((action) => action.do), ["leave"]);
});

test("a call's results come in order, the last one settles it", () => {
  const session = joined();
  const { id, text } = session.call("a.b", [], { x: 1 }, { receive_progress: true });
  assert.deepEqual(JSON.parse(text), [48, 1, { receive_progress: true }, "a.b", [], { x: 1 }]);
  assert.equal(session.receive(`[50,${id},{"progress":true},[1]]`)[0]?.do, "progress");
  const [last] = session.receive(`[50,${id},{},[2],{"k":3}]`);
  assert.ok(last?.do === "resolve");
  assert.deepEqual([last.reply.args, last.reply.kwargs], [[2], { k: 3 }]);
});

test("answers may come in any order", () => {
  const session = joined();
  const requests = [0, 1, 2].map(() => session.call("a.b", [], {}, {}).id);
  const order = requests.toReversed().map((id) => session.receive(`[50,${id},{},[${id}]]`)[0]);
  assert.deepEqual(order.map((action) => action?.do === "resolve" && action.request), [3, 2, 1]);
});

test("an error carries its name, words and fields", () => {
  const session = joined();
  const { id } = session.call("a.b", [], {}, {});
  const [action] = session.receive(`[8,48,${id},{},"courant.error.invalid",["Too long"],{"field":"title"}]`);
  assert.ok(action?.do === "reject");
  const { uri, message, kwargs } = action.error;
  assert.deepEqual([uri, message, kwargs], ["courant.error.invalid", "Too long", { field: "title" }]);
});

test("the answer to a call that was answered already is ignored", () => {
  const session = joined();
  const { id } = session.call("a.b", [], {}, {});
  assert.deepEqual(JSON.parse(session.cancel(id)), [49, id, { mode: "killnowait" }]);
  assert.equal(session.receive(`[8,48,${id},{},"wamp.error.canceled"]`).length, 1);
  assert.deepEqual(session.receive(`[50,${id},{},[1]]`), []);
});

test("an event finds its subscription by number", () => {
  const [action] = joined().receive('[36,5,9,{"topic":"a.b"},[],{"id":"x","version":2}]');
  assert.ok(action?.do === "event");
  assert.deepEqual([action.subscription, action.event.kwargs], [5, { id: "x", version: 2 }]);
});

test("a URI or text that would close the connection is never sent", () => {
  const session = joined();
  assert.throws(() => session.call("a..b", [], {}, {}), TypeError);
  assert.throws(() => session.subscribe("a b", "exact"), TypeError);
  assert.throws(() => session.call("a.b", ["\0"], {}, {}), TypeError);
  assert.deepEqual(JSON.parse(session.call("a.b", [], {}, {}).text)[1], 1, "numbers have no gap");
});

test("subscriptions by pattern name their kind", () => {
  assert.deepEqual(JSON.parse(joined().subscribe("a..b", "wildcard").text), [32, 1, { match: "wildcard" }, "a..b"]);
});

const MALFORMED: [unknown, string][] = [
  ["", "JSON"],
  ["[50,", "JSON"],
  ["{}", "list"],
  ["null", "list"],
  ["[]", "type"],
  ['["50",1,{}]', "type"],
  ["[999,1]", "type 999"],
  ["[50]", "parts"],
  ["[50,1,{},[],{},0]", "parts"],
  ["[50,0,{}]", "part 1"],
  ["[50,1.5,{}]", "part 1"],
  ["[50,9007199254740994,{}]", "part 1"],
  ["[50,1,[]]", "part 2"],
  ["[50,1,{},{}]", "arguments"],
  ["[50,1,{},[],[]]", "keyword"],
  ['[50,1,{"progress":1}]', "progress"],
  ["[8,48,1,{},\"no good\"]", "part 4"],
  ["[50,1,{}]", "never made"],
  ["[33,1,1]", "never made"],
  ["[2,1,{}]", "from a router"],
  ['[48,1,{},"a.b"]', "from a router"],
  [new ArrayBuffer(3), "text"],
];

test("malformed input ends the session with a protocol violation, and never throws", () => {
  for (const [data, word] of MALFORMED) {
    const session = joined();
    assertViolation(session.receive(data), word);
    assert.deepEqual(session.receive(WELCOME), []);
  }
});

test("a reply of the wrong kind is a violation", () => {
  const session = joined();
  const { id } = session.subscribe("a.b", "exact");
  assertViolation(session.receive(`[50,${id},{}]`), "never made");
});

test("a message before the welcome is a violation", () => {
  assertViolation(new Session({ realm: "courant" }).receive("[36,1,1,{}]"), "before the welcome");
});

test("random bytes never throw", () => {
  let seed = 7;
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 2000; round += 1) {
    const text = WELCOME.replace(/./g, (character) => (next() < 0.1 ? String.fromCharCode(next() * 128) : character));
    new Session({ realm: "courant" }).receive(text);
  }
});
