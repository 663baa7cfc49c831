/** The preview follows the text by the places that both have. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { between, paired } from "../editor/places.js";

test("between two places the way is divided evenly, both ways", () => {
  const pairs = paired([{ kind: "heading", at: 100 }], [{ kind: "heading", at: 300 }], [200, 400]);
  assert.deepEqual(pairs, [[0, 0], [100, 300], [200, 400]]);
  assert.equal(between(pairs, 50, 0), 150);
  assert.equal(between(pairs, 150, 0), 350);
  assert.equal(between(pairs, 350, 1), 150);
  assert.equal(between(pairs, 900, 0), 400);
});

test("a kind of place that one has more often is left out, and so is what lies beyond the end", () => {
  const text = [{ kind: "heading", at: 10 }, { kind: "code", at: 50 }, { kind: "table", at: 99 }] as const;
  const shown = [{ kind: "heading", at: 10 }, { kind: "heading", at: 20 }, { kind: "code", at: 60 }, { kind: "table", at: 500 }] as const;
  assert.deepEqual(paired(text, shown, [100, 100]), [[0, 0], [50, 60], [100, 100]]);
});

test("a text that does not scroll stays where it is", () => {
  assert.equal(between(paired([], [], [0, 0]), 0, 0), 0);
});
