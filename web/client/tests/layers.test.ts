/** The folders of the client form layers: each imports only from itself, from those below it, and from the top of src. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const LAYERS = ["mounted", "searching", "writing", "shell", "pages", "fragments", "document"];

test("every folder is a layer", () => {
  const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), [...LAYERS].sort());
});

for (const [depth, layer] of LAYERS.entries()) {
  test(`${layer} imports nothing from above`, () => {
    const above = LAYERS.slice(0, depth);
    for (const name of readdirSync(`src/${layer}`)) {
      const imported = readFileSync(`src/${layer}/${name}`, "utf8").matchAll(/from "\.\.\/(\w+)\//g);
      for (const [, folder] of imported) assert.ok(!above.includes(folder as string), `${name} imports from ${folder}`);
    }
  });
}

test("what is at the top imports from no folder, except where all begins", () => {
  const files = readdirSync("src").filter((name) => name.endsWith(".ts") && name !== "client.ts");
  for (const name of files) assert.doesNotMatch(readFileSync(`src/${name}`, "utf8"), /from "\.\/\w+\//, name);
});
