/** Builds the browser client: one ES module of fixed name, which Django's static files storage gives its hash. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";

const OUT = "../courant_web/static/built/client.js";
/** Long names that idiomorph alone uses, and we only in calling it; nothing outside of the bundle reads them. */
const IDIOMORPHS =
  /^(activeElementAndParents|after(Head|Node)\w+|before(Node|Attribute)\w+|idMap|ignoreActive(Value)?|morphStyle|originalNode|pantry|persistentIds|realParentNode|restoreFocus|callbacks|hasPersistentIds|should(Preserve|ReAppend|Remove))$/;

const { outputFiles } = await build({
  entryPoints: ["src/client.ts"],
  outfile: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome117", "firefox120", "safari17.4"],
  drop: ["console"], // idiomorph's warning about doubled ids
  write: false,
  logLevel: "warning",
});
// esbuild is quick, terser is thorough: it takes another twentieth off what every reader loads.
const { code } = await minify(outputFiles[0].text, {
  module: true,
  ecma: 2022,
  compress: { passes: 3, unsafe_arrows: true },
  mangle: { properties: { regex: IDIOMORPHS } },
});
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, code);
