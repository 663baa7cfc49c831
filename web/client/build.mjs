/** Builds the browser client: one ES module of fixed name, which Django's static files storage gives its hash. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";

const OUT = "../courant_web/static/built/client.js";
/** Long names that idiomorph alone uses, and we only in calling it; nothing outside of the bundle reads them. */
const IDIOMORPHS =
  /^(activeElementAndParents|after(Head|Node)\w+|before(Node|Attribute)\w+|idMap|ignoreActive(Value)?|morphStyle|originalNode|pantry|persistentIds|realParentNode|restoreFocus|should(Preserve|ReAppend|Remove))$/;

/** Conditions of idiomorph that never hold here: no `<head>` is in a page's content, and content comes as nodes. */
const NEVER = ["is.headElement(oldNode)", "ctx.head.block", 'typeof newContent === "string"'];

/** Leaves out of idiomorph what these conditions lead to; an idiomorph that has others stops the build. */
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
// esbuild is quick, terser is thorough: it takes another twentieth off what every reader loads.
const { code } = await minify(outputFiles[0].text, {
  module: true,
  ecma: 2022,
  compress: { passes: 3 },
  mangle: { properties: { regex: IDIOMORPHS } },
});
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, code);
