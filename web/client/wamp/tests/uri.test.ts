import assert from "node:assert/strict";
import { test } from "node:test";
import { checkUri, isUri } from "../uri.js";

test("URIs are components without spaces or #, joined by dots", () => {
  for (const uri of ["a", "courant.blog.live.comments-12", "a.b_c.ü"]) assert.ok(isUri(uri), uri);
  for (const uri of ["", ".", "a..b", ".a", "a.", "a b", "a.#", "a\n", 12, null]) assert.ok(!isUri(uri), String(uri));
});

test("patterns may have empty components", () => {
  for (const uri of ["a..b", ".a", "a.", "courant..live."]) assert.ok(isUri(uri, "wildcard"), uri);
  assert.ok(!isUri("a b", "wildcard"));
  assert.ok(!isUri("", "prefix"));
});

test("a malformed one is named", () => {
  assert.throws(() => checkUri("no good"), /"no good"/);
});
