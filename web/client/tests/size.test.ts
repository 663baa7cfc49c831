/** The JavaScript that a first page loads is at most 12 KB compressed (1 KB is 1000 bytes), as web sends it. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

const BUILT = "../courant_web/static/built";

test("the client has at most 12 KB, compressed as for HTTPS, and 13 KB over plain HTTP", () => {
  const [name, ...others] = readdirSync(BUILT).filter((one) => one.startsWith("client-"));
  assert.deepEqual(others, []);
  const code = readFileSync(`${BUILT}/${name}`);
  const [brotli, gzip] = [brotliCompressSync(code).length, gzipSync(code, { level: 6 }).length];
  assert.ok(brotli <= 12_000 && gzip <= 13_000, `${brotli} bytes of brotli, ${gzip} of gzip`);
});

test("the editor, which only writers load, has at most 180 KB, a third of what peers load first", () => {
  const [name, ...others] = readdirSync(BUILT).filter((one) => one.startsWith("editor-"));
  assert.deepEqual(others, []);
  const code = readFileSync(`${BUILT}/${name}`);
  const [brotli, gzip] = [brotliCompressSync(code).length, gzipSync(code, { level: 6 }).length];
  assert.ok(brotli <= 160_000 && gzip <= 180_000, `${brotli} bytes of brotli, ${gzip} of gzip`);
});
