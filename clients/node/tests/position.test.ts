import assert from "node:assert/strict";
import { test } from "node:test";
import { format, parse } from "../src/position.js";

test("what is written is read again, sorted by module", () => {
  assert.equal(format(parse(" wiki:45, blog:123 ")), "blog:123,wiki:45");
  assert.deepEqual(parse(""), {});
});

for (const text of ["blog", "blog:-1", "Blog:1", "blog:01", "blog:9007199254740992", "blog:1;wiki:2"]) {
  test(`${text} is no position`, () => assert.throws(() => parse(text), /is no part of a position: write blog:123/));
}

test("a module twice is an error", () => assert.throws(() => parse("blog:1,blog:2"), /blog is in the position twice/));
