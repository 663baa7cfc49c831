/** Each language has words for every part of the client that has any. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import * as german from "../languages/de.js";
import * as dutch from "../languages/nl.js";

const PARTS = readdirSync(".", { recursive: true, encoding: "utf8" })
  .filter((path) => /^(src|editor)\b.*\bwords\.ts$/.test(path))
  .map((path) => path.split("/").at(-2)?.replace(/^src$/, "words"));

for (const [name, language] of Object.entries({ dutch, german })) {
  test(`${name} has words for every part`, () => {
    assert.deepEqual(Object.keys(language).sort(), [...PARTS].sort());
  });
}
