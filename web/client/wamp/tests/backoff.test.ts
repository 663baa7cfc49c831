import assert from "node:assert/strict";
import { test } from "node:test";
import { delay } from "../backoff.js";

const backoff = { first: 100, cap: 1000 };

test("the wait doubles up to the cap", () => {
  const waits = [0, 1, 2, 3, 4, 1000].map((attempt) => delay(attempt, backoff, () => 1));
  assert.deepEqual(waits, [100, 200, 400, 800, 1000, 1000]);
});

test("jitter takes away up to half of it", () => {
  assert.equal(delay(2, backoff, () => 0), 200);
  assert.equal(delay(2, backoff, () => 0.5), 300);
  const spread = new Set(Array.from({ length: 50 }, () => delay(3, backoff)));
  assert.ok(spread.size > 10);
});
