/** The JavaScript that a first page loads is at most 12 KB compressed (1 KB is 1000 bytes), as web sends it. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const BUILT = "../courant_web/static/built";

test("the client has at most 12 KB, compressed", () => {
  const [name, ...others] = readdirSync(BUILT).filter((one) => one.startsWith("client-"));
  assert.deepEqual(others, []);
  const size = gzipSync(readFileSync(`${BUILT}/${name}`), { level: 6 }).length;
  assert.ok(size <= 12_000, `${size} bytes`);
});
