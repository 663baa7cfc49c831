import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Connection, ConnectionLost, TimedOut, WampError, type State } from "../index.js";
import { FakeSocket } from "./fake-socket.js";

const socket = () => FakeSocket.latest;

function connect(): { connection: Connection; states: State[] } {
  const connection = new Connection({
    url: "ws://test/ws",
    realm: "courant",
    backoff: { first: 100, cap: 1000 },
    socket: (url, protocol) => new FakeSocket(url, protocol) as unknown as WebSocket,
  });
  const states: State[] = [];
  connection.watch((state) => states.push(state));
  connection.open();
  return { connection, states };
}

function joined(): Connection {
  const { connection } = connect();
  socket().welcome();
  return connection;
}

beforeEach(() => {
  FakeSocket.made = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
});

test("it says hello, joins, and tells its watchers", () => {
  const { states } = connect();
  socket().welcome();
  assert.equal(socket().protocol, "wamp.2.json");
  assert.equal(socket().sent[0]?.[0], 1);
  assert.deepEqual(states.map(({ is }) => is), ["connecting", "joined"]);
});

test("it retries with a growing wait when the socket cannot open", () => {
  const { states } = connect();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    socket().drop();
    mock.timers.tick(1000);
  }
  const waits = states.flatMap((state) => (state.is === "waiting" ? [state.delay] : []));
  assert.equal(FakeSocket.made.length, 7);
  [100, 200, 400, 800, 1000, 1000].forEach((full, at) => {
    assert.ok((waits[at] ?? 0) >= full / 2 && (waits[at] ?? 0) <= full, `${waits[at]} of ${full}`);
  });
});

test("it retries after an abort, a good-bye, and a welcome that never comes", () => {
  const { states } = connect();
  socket().open().say([3, { message: "no authenticator yet" }, "wamp.error.no_such_procedure"]);
  const last = states.at(-1);
  assert.ok(last?.is === "waiting" && last.reason === "no authenticator yet");
  mock.timers.tick(100);
  socket().welcome().say([6, {}, "wamp.close.killed"]);
  mock.timers.tick(200);
  assert.equal(FakeSocket.made.length, 3);
  mock.timers.tick(10_000);
  assert.equal(states.at(-1)?.is, "waiting");
});

test("a session that lasted starts the back-off anew; one that did not does not", () => {
  const { states } = connect();
  for (const lasted of [0, 0, 6000]) {
    socket().welcome();
    mock.timers.tick(lasted);
    socket().drop();
    mock.timers.tick(1000);
  }
  const attempts = states.flatMap((state) => (state.is === "waiting" ? [state.attempts] : []));
  assert.deepEqual(attempts, [1, 2, 1]);
});

test("opening while a retry is waited for tries at once, and only once", () => {
  const { connection } = connect();
  socket().drop();
  connection.open();
  mock.timers.tick(5000);
  connection.open();
  assert.equal(FakeSocket.made.length, 2);
});

test("a call without a connection is rejected at once, and never sent later", async () => {
  const { connection } = connect();
  await assert.rejects(connection.call("a.b"), ConnectionLost);
  socket().welcome();
  assert.deepEqual(socket().all(48), []);
});

test("calls under way are rejected when the connection drops, and not sent again", async () => {
  const connection = joined();
  const call = connection.call("a.b");
  socket().drop();
  await assert.rejects(call, (error: Error) => error instanceof ConnectionLost && /lost/.test(error.message));
  mock.timers.tick(1000);
  socket().welcome();
  assert.deepEqual(socket().all(48), []);
});

test("an old socket that still speaks is not heard", async () => {
  const connection = joined();
  const old = socket();
  connection.reconnect();
  socket().welcome();
  const call = connection.call("a.b");
  old.say([50, 1, {}, ["from the past"]]).drop();
  socket().say([50, 1, {}, ["now"]]);
  assert.deepEqual((await call).args, ["now"]);
});

test("a call resolves with its result, and rejects with the error it got", async () => {
  const connection = joined();
  const [good, bad] = [connection.call("a.b", { x: 1 }), connection.call("a.c")];
  socket().say([50, 1, {}, [42]]).say([8, 48, 2, {}, "courant.error.forbidden", ["Not yours"]]);
  assert.deepEqual((await good).args, [42]);
  await assert.rejects(bad, (error: Error) => error instanceof WampError && error.message === "Not yours");
});

test("progress is told before the result", async () => {
  const connection = joined();
  const seen: unknown[] = [];
  const call = connection.call("a.b", {}, { progress: ({ args }) => seen.push(args[0]) });
  assert.deepEqual(socket().all(48)[0]?.[2], { receive_progress: true });
  socket().say([50, 1, { progress: true }, [1]]).say([50, 1, { progress: true }, [2]]).say([50, 1, {}, [3]]);
  seen.push((await call).args[0]);
  assert.deepEqual(seen, [1, 2, 3]);
});

test("a signal cancels the call at the service", async () => {
  const connection = joined();
  const controller = new AbortController();
  const call = connection.call("a.b", {}, { signal: controller.signal });
  controller.abort();
  await assert.rejects(call, { name: "AbortError" });
  assert.deepEqual(socket().all(49), [[49, 1, { mode: "killnowait" }]]);
  await assert.rejects(connection.call("a.b", {}, { signal: controller.signal }), { name: "AbortError" });
  assert.equal(socket().all(48).length, 1);
});

test("a call that takes too long is cancelled and rejected", async () => {
  const connection = joined();
  const call = connection.call("a.b", {}, { timeout: 50 });
  mock.timers.tick(50);
  await assert.rejects(call, TimedOut);
  assert.equal(socket().all(49).length, 1);
});

test("malformed URIs and arguments reject the call and leave the connection alone", async () => {
  const connection = joined();
  await assert.rejects(connection.call("no good"), TypeError);
  await assert.rejects(connection.call("a.b", { text: "\0" }), TypeError);
  assert.throws(() => connection.listen("a..b", () => undefined), TypeError);
  assert.ok(connection.joined);
});

test("malformed input closes the connection with a violation, and it comes back", () => {
  const { connection } = connect();
  const bad = socket().welcome();
  bad.say("{not WAMP");
  assert.equal(bad.all(3)[0]?.[2], "wamp.error.protocol_violation");
  assert.equal(bad.closedWith, 4002);
  mock.timers.tick(100);
  socket().welcome();
  assert.ok(connection.joined);
});

test("a subscription is confirmed, hears events, and is asked for again after a reconnect", async () => {
  const connection = joined();
  const heard: unknown[] = [];
  const subscription = connection.listen("a.b", ({ kwargs }) => heard.push(kwargs["n"]));
  socket().say([33, 1, 500]);
  await subscription.confirmed;
  socket().say([36, 500, 1, {}, [], { n: 1 }]).drop();
  mock.timers.tick(1000);
  socket().welcome();
  let confirmed = false;
  void subscription.confirmed.then(() => (confirmed = true));
  await Promise.resolve();
  assert.equal(confirmed, false);
  // Reply and event in one go, as sockets deliver them: the event must not be lost.
  socket().say([33, 1, 700]).say([36, 700, 2, {}, [], { n: 2 }]);
  await subscription.confirmed;
  assert.deepEqual(heard, [1, 2]);
});

test("a subscription made before the connection waits for it", async () => {
  const { connection } = connect();
  const subscription = connection.listen("a.b", () => undefined);
  socket().drop();
  mock.timers.tick(1000);
  socket().welcome().say([33, 1, 500]);
  await subscription.confirmed;
});

test("a refused subscription says why, and is tried again by the next connection", async () => {
  const connection = joined();
  const subscription = connection.listen("a.b", () => undefined);
  socket().say([8, 32, 1, {}, "wamp.error.not_authorized"]);
  await assert.rejects(subscription.confirmed, WampError);
  connection.reconnect();
  socket().welcome().say([33, 1, 500]);
  await subscription.confirmed;
});

test("two handlers share one subscription, and the last one ends it", () => {
  const connection = joined();
  const heard: string[] = [];
  const one = connection.listen("a.b", () => heard.push("one"));
  const two = connection.listen("a.b", () => heard.push("two"));
  socket().say([33, 1, 500]).say([36, 500, 1, {}]);
  one.cancel();
  socket().say([36, 500, 2, {}]);
  assert.deepEqual(socket().all(34), []);
  two.cancel();
  two.cancel();
  assert.deepEqual(socket().all(34), [[34, 2, 500]]);
  socket().say([36, 500, 3, {}]).say([35, 2]);
  assert.deepEqual(heard, ["one", "two", "two"]);
  assert.equal(socket().all(32).length, 1);
});

test("a subscription cancelled before its confirmation is ended by it, unless wanted again", () => {
  const connection = joined();
  const heard: number[] = [];
  connection.listen("a.b", () => undefined).cancel();
  socket().say([33, 1, 500]);
  assert.deepEqual(socket().all(34), [[34, 2, 500]]);
  socket().say([35, 2]);
  connection.listen("a.c", () => undefined).cancel();
  connection.listen("a.c", () => heard.push(1));
  socket().say([33, 3, 600]).say([36, 600, 1, {}]);
  assert.deepEqual(heard, [1]);
  assert.equal(socket().all(34).length, 1);
});

test("publishing resolves when the router has taken it", async () => {
  const connection = joined();
  const published = connection.publish("a.b", { n: 1 });
  assert.deepEqual(socket().all(16), [[16, 1, { acknowledge: true }, "a.b", [], { n: 1 }]]);
  socket().say([17, 1, 99]);
  await published;
});

test("a message that the router would not take is not sent", async () => {
  const connection = new Connection({
    url: "ws://test/ws",
    realm: "courant",
    largest: 1000,
    socket: (url, protocol) => new FakeSocket(url, protocol) as unknown as WebSocket,
  });
  connection.open();
  socket().welcome();
  await assert.rejects(connection.call("a.b", { text: "é".repeat(600) }), RangeError);
  const small = connection.call("a.b", { text: "e".repeat(600) });
  assert.equal(socket().all(48).length, 1);
  connection.close();
  await assert.rejects(small, ConnectionLost);
});

test("closing says good-bye and stays closed", async () => {
  const connection = joined();
  const call = connection.call("a.b");
  connection.close();
  await assert.rejects(call, ConnectionLost);
  assert.equal(socket().all(6).length, 1);
  mock.timers.tick(60_000);
  assert.equal(FakeSocket.made.length, 1);
  assert.equal(connection.state.is, "closed");
});

test("a large message goes out whole", async () => {
  const connection = joined();
  const text = "é".repeat(3_000_000);
  const call = connection.call("a.b", { text });
  assert.equal((socket().all(48)[0]?.[5] as { text: string }).text, text);
  socket().say([50, 1, {}, [text]]);
  assert.equal((await call).args[0], text);
});
