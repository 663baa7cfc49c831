/** Against a real Crossbar, which tests/test_router.py starts: COURANT_TEST_WEBSOCKET says where it is. */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Connection, ConnectionLost, WampError, type State } from "../index.js";

const url = process.env["COURANT_TEST_WEBSOCKET"] ?? "";
const backoff = { first: 50, cap: 200 };

/** Resolves at the first state that satisfies the test. */
function reached(connection: Connection, test: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    const stop = connection.watch((state) => {
      if (!test(state)) return;
      stop();
      resolve(state);
    });
  });
}

async function joined(): Promise<Connection> {
  const connection = new Connection({ url, realm: "courant", backoff, callTimeout: 10_000 });
  const welcome = reached(connection, ({ is }) => is === "joined");
  connection.open();
  await welcome;
  return connection;
}

describe("the real router", { skip: url === "" && "no router: run pytest web/client/tests/test_router.py" }, () => {
  let connection: Connection;
  const call = (verb: string, kwargs = {}, options = {}) =>
    connection.call(`courant.blog.test.${verb}`, kwargs, options).then(({ args }) => args[0] as any);

  before(async () => void (connection = await joined()));
  after(() => connection.close());

  test("we join with the role that the handshake gave", () => {
    const state = connection.state;
    assert.ok(state.is === "joined");
    assert.deepEqual([state.welcome.authid, state.welcome.authrole], ["visitor", "visitor"]);
  });

  test("values come back as they were", async () => {
    for (const value of [null, true, 0, -1.5, 2 ** 53 - 1, "", "ünïcödé 🌊", [1, [2]], { a: { b: [] } }]) {
      assert.deepEqual(await call("echo", { value }), value);
    }
  });

  test("bytes are bytes on the other side, and back", async () => {
    const { type, length, back } = await call("measure", { data: Uint8Array.of(0, 1, 254, 255) });
    assert.deepEqual([type, length], ["bytes", 4]);
    assert.deepEqual([...back], [255, 254, 1, 0]);
  });

  test("progressive results come in order, before the last", async () => {
    const seen: unknown[] = [];
    const last = await call("count", { to: 20 }, { progress: ({ args }: any) => seen.push(args[0]) });
    assert.deepEqual([...seen, last], Array.from({ length: 20 }, (_, at) => at + 1));
  });

  test("a signal cancels the call in the service", async () => {
    const controller = new AbortController();
    const slow = call("slow", {}, { signal: controller.signal });
    await call("echo");
    controller.abort();
    await assert.rejects(slow, { name: "AbortError" });
    await assert.rejects(call("slow", {}, { timeout: 20 }), { name: "TimedOut" });
    await Promise.all([call("cancelled"), call("cancelled")]);
  });

  test("errors have names, words and fields", async () => {
    await assert.rejects(call("fail"), (error: Error) => {
      assert.ok(error instanceof WampError);
      assert.deepEqual([error.uri, error.message], ["courant.error.invalid", "The title is too long."]);
      return error.kwargs["field"] === "title";
    });
    await assert.rejects(call("nothing"), { uri: "wamp.error.no_such_procedure" });
    await assert.rejects(connection.call("wamp.session.list"), { uri: "wamp.error.not_authorized" });
  });

  test("a large message passes; one beyond the router's limit fails its call, and the connection comes back", async () => {
    const value = "é".repeat(400_000);
    assert.equal(await call("echo", { value }), value);
    const back = reached(connection, ({ is }) => is === "joined");
    await assert.rejects(call("echo", { value: "x".repeat(3_000_000) }), ConnectionLost);
    await back;
    assert.equal(await call("echo", { value: 1 }), 1);
  });

  test("a refused topic says so", async () => {
    const subscription = connection.listen("courant.blog.post.published", () => undefined);
    await assert.rejects(subscription.confirmed, { uri: "wamp.error.not_authorized" });
    subscription.cancel();
  });

  test("killed and refused, it comes back and hears again", async () => {
    const heard: unknown[] = [];
    let tell = () => undefined as void;
    const subscription = connection.listen("courant.blog.live.test-1", ({ kwargs }) => {
      heard.push(kwargs["number"]);
      tell();
    });
    const next = () => new Promise<void>((resolve) => (tell = resolve));
    await subscription.confirmed;
    await Promise.all([next(), call("tell", { number: 1 })]);
    const back = reached(connection, ({ is }) => is === "joined");
    const refused = reached(connection, (state) => state.is === "waiting" && state.attempts === 3);
    assert.ok(connection.state.is === "joined");
    const { session } = connection.state.welcome;
    await connection.call("courant.web.test.kill", { session, refuse: 2 }).catch(() => undefined);
    await Promise.all([refused, back]);
    await subscription.confirmed;
    await Promise.all([next(), call("tell", { number: 2 })]);
    assert.deepEqual(heard, [1, 2]);
  });

  test("many calls at once are each answered", async () => {
    const numbers = Array.from({ length: 500 }, (_, at) => at);
    assert.deepEqual(await Promise.all(numbers.map((value) => call("echo", { value }))), numbers);
  });
});
