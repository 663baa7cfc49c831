import assert from "node:assert/strict";
import { test } from "node:test";
import { fields } from "../src/document/fields.js";

test("one entry is a text", () => {
  assert.deepEqual(fields([["title", "Hello"], ["empty", ""]]), { title: "Hello", empty: "" });
});

test("a name that repeats, or ends in [], is a list", () => {
  assert.deepEqual(fields([["a", "1"], ["b[]", "2"], ["a", "3"], ["c[]", "4"], ["c[]", "5"]]), {
    a: ["1", "3"],
    b: ["2"],
    c: ["4", "5"],
  });
});

test("tokens, files and U+0000 stay behind", () => {
  const file = new Blob(["x"]) as File;
  assert.deepEqual(fields([["csrfmiddlewaretoken", "t"], ["file", file], ["text", "\0a\0"]]), { text: "a" });
});

test("names of the language itself are names", () => {
  assert.deepEqual(Object.keys(fields([["__proto__", "x"], ["constructor", "y"]])), ["__proto__", "constructor"]);
});
