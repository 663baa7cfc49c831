/** The JavaScript that a first page loads is at most 15 KB compressed. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

test("the client has at most 15 KB, compressed", () => {
  const size = gzipSync(readFileSync("../courant_web/static/built/client.js"), { level: 9 }).length;
  assert.ok(size <= 15 * 1024, `${size} bytes`);
});
