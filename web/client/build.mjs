/** Builds the browser client: one ES module with a fixed name, which web serves under a name with its hash. */

import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { minify } from "terser";
import { write } from "./output.mjs";

const OUT = "../courant_web/static/built/client.js";
/** Long property names of idiomorph, which we use only to call it; nothing outside the bundle reads them. */
const IDIOMORPHS =
  /^(activeElementAndParents|after(Head|Node)\w+|before(Node|Attribute)\w+|idMap|ignoreActive(Value)?|morphStyle|originalNode|pantry|persistentIds|realParentNode|restoreFocus|should(Preserve|ReAppend|Remove))$/;

/** Conditions in idiomorph that are never true here: a page's content has no `<head>`, and we pass it as nodes. */
const NEVER = ["is.headElement(oldNode)", "ctx.head.block", 'typeof newContent === "string"'];

/** Removes the code behind these conditions from idiomorph; the build fails if idiomorph no longer has them. */
const trimmed = {
  name: "trimmed idiomorph",
  setup(build) {
    build.onLoad({ filter: /idiomorph\.esm\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      for (const one of NEVER) if (!text.includes(one)) throw new Error(`${path} has no ${one}`);
      return { contents: NEVER.reduce((left, one) => left.replaceAll(one, "false"), text) };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: ["src/client.ts"],
  outfile: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome117", "firefox120", "safari17.4"],
  drop: ["console"], // idiomorph's warning about doubled ids
  plugins: [trimmed],
  write: false,
  logLevel: "warning",
});
// After esbuild, terser makes the bundle about 5 % smaller.
const { code } = await minify(outputFiles[0].text, {
  module: true,
  ecma: 2022,
  compress: { passes: 3 },
  mangle: { properties: { regex: IDIOMORPHS } },
});
write(OUT, code);
