/** The WAMP project's published message vectors, if a copy lies beside the checkout. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { ProtocolViolation } from "../errors.js";
import { decode, encode } from "../json.js";
import type { Dict, List } from "../kinds.js";
import { validate } from "../messages.js";
import { Session } from "../session.js";

const FOLDER = "../../../shared/wamp-testsuite/singlemessage";
const SEQUENCE = "../../../shared/wamp-testsuite/multisession/advanced/publisher_exclusion_disabled.json";
const ABSENT = !existsSync(FOLDER) && "the vectors are not beside this checkout";
/** Messages that only callees send and receive; this client is not a callee. */
const CALLEE = [64, 65, 66, 67, 68, 69, 70, 337];
/** Messages that only routers receive: these tests check their form, and a router checks their options. */
const OPTIONS = [16, 32];
/** Attributes in wire order, for messages whose vectors name them. */
const ORDER = {
  1: ["realm"],
  2: ["session_id"],
  3: ["details", "reason"],
  4: ["method", "extra"],
  5: ["signature", "extra"],
  6: ["details", "reason"],
  8: ["request_type", "request_id", "details", "error"],
  16: ["request_id", "options", "topic"],
  17: ["request_id", "publication_id"],
  32: ["request_id", "options", "topic"],
  33: ["request_id", "subscription_id"],
  34: ["request_id", "subscription_id"],
  35: ["request_id"],
  36: ["subscription", "publication", "details"],
  48: ["request_id", "options", "procedure"],
  49: ["request_id", "options"],
  50: ["request_id", "details"],
} as Record<number, string[]>;

interface Sample {
  description: string;
  wmsg?: List;
  expected_error?: { contains: string };
  serializers?: { json: { bytes: string }[] };
  expected_attributes?: Record<string, unknown>;
}

interface Vector {
  wamp_message_type: string;
  wamp_message_code: number;
  samples: Sample[];
}

function vectors(): Vector[] {
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Vector;
  return ["basic", "advanced"].flatMap((part) =>
    readdirSync(`${FOLDER}/${part}`).map((name) => read(`${FOLDER}/${part}/${name}`)),
  );
}

function checkBytes(text: string, code: number, expected: Record<string, unknown>): void {
  const message = validate(decode(text)) as List;
  ORDER[code]?.forEach((name, at) => assert.deepEqual(message[at + 1], expected[name], name));
  const payload = message.slice((ORDER[code]?.length ?? 0) + 1);
  if (expected["args"]) assert.deepEqual(payload[0], expected["args"]);
  if (expected["kwargs"]) assert.deepEqual(payload[1] ?? {}, expected["kwargs"]);
  if (expected["payload"]) assert.equal(Buffer.from(payload[0] as Uint8Array).toString("hex"), expected["payload"]);
  assert.equal(encode(message), JSON.stringify(JSON.parse(text)));
}

function checkRule(message: List, error: Sample["expected_error"]): void {
  if (!error) return void validate(message);
  assert.throws(() => validate(message), (thrown: Error) => {
    return thrown instanceof ProtocolViolation && thrown.message.includes(error.contains);
  });
}

test("message vectors", { skip: ABSENT }, async (t) => {
  for (const { wamp_message_type: type, wamp_message_code: code, samples } of vectors()) {
    for (const { description, wmsg, expected_error, serializers, expected_attributes = {} } of samples) {
      const routers = OPTIONS.includes(code) && expected_error !== undefined && "options are a router's to check";
      const skip = CALLEE.includes(code) ? "a callee's message" : routers;
      await t.test(`${type}: ${description}`, { skip }, () => {
        if (wmsg) checkRule(wmsg, expected_error);
        for (const { bytes } of serializers?.json ?? []) checkBytes(bytes, code, expected_attributes);
      });
    }
  }
});

test("messages for callees are refused", () => {
  for (const code of CALLEE) assert.throws(() => validate([code, 1, {}, 1]), ProtocolViolation);
});

interface Step {
  from: string;
  message: { type: string; topic: string; options: Dict; args?: List; subscription_id: number; publication_id: number };
}

test("sequence vector: a publisher hears itself when it wants to", { skip: ABSENT }, () => {
  const { sequence } = JSON.parse(readFileSync(SEQUENCE, "utf8")) as { sequence: Step[] };
  const [subscribe, subscribed, publish, event] = sequence.map(({ message }) => message) as [M, M, M, M];
  const session = new Session({ realm: "realm1" });
  session.receive('[2,1,{"roles":{}}]');
  const asked = session.subscribe(subscribe.topic, "exact");
  assert.deepEqual(decode(asked.text), [32, asked.id, subscribe.options, subscribe.topic]);
  session.receive(encode([33, asked.id, subscribed.subscription_id]));
  const published = session.publish(publish.topic, publish.args ?? [], {}, publish.options).text;
  assert.deepEqual((decode(published) as List)[2], { ...publish.options, acknowledge: true });
  const [action] = session.receive(encode([36, event.subscription_id, event.publication_id, {}, event.args]));
  assert.ok(action?.do === "event" && action.subscription === subscribed.subscription_id);
  assert.deepEqual(action.event.args, publish.args);
});

type M = Step["message"];
