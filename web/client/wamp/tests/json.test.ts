import assert from "node:assert/strict";
import { test } from "node:test";
import { ProtocolViolation } from "../errors.js";
import { decode, encode } from "../json.js";

test("bytes travel as U+0000 and base64, anywhere in a message", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const text = encode([48, 1, {}, "a.b", [bytes], { deep: [{ bytes }] }]);
  assert.match(text, /"\\u0000AAECAwQ/);
  assert.deepEqual(decode(text), [48, 1, {}, "a.b", [bytes], { deep: [{ bytes }] }]);
});

test("a megabyte of bytes survives the way there and back", () => {
  const bytes = Uint8Array.from({ length: 1_000_003 }, (_, at) => (at * 7) % 256);
  assert.deepEqual(decode(encode([bytes])), [bytes]);
});

test("text that would read as bytes is refused before it is sent", () => {
  assert.throws(() => encode(["\0text"]), TypeError);
});

test("text with U+0000 elsewhere is text", () => {
  assert.deepEqual(decode(encode(["a\0b"])), ["a\0b"]);
});

test("what is not JSON, or not base64 behind U+0000, is a protocol violation", () => {
  for (const text of ["", "[1,", "{]", "\ufffd", '["\\u0000%%%"]']) {
    assert.throws(() => decode(text), ProtocolViolation, text);
  }
});
