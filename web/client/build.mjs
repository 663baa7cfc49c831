/**
 * Builds the browser client: the ES module that every window loads, and the parts that it loads when they are needed.
 * Each file's name has the hash of its content, so that a window gets the parts of its own version or none.
 */

import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { transform, transformSync } from "esbuild";
import { rollup } from "rollup";
import { minify } from "terser";
import { bundled } from "./build-editor.mjs";
import { words } from "./build-words.mjs";
import { write } from "./output.mjs";

const OUT = "../courant_web/static/built";
const BROWSERS = ["chrome117", "firefox120", "safari17.4"];

/** Names of properties that neither a message, nor the DOM, nor a module's script has. */
const OWN = new RegExp(
  "^(mayMorph|mayRemove|mayMove|become|contentOf|hasSame|reconnect|handlers|credentials|expression|largest|callTimeout|backoff|named|violation|" +
    "joined|deliver|versions|listen|attempts|welcome|route|unsubscribe|acknowledge|hello|goodbye|nodes|rules|watch|request|reply|subscription|probe|heard|refuse|receive)$",
);
const nameCache = {};

const editor = await bundled(BROWSERS);

/** Finds the TypeScript file that an import of a .js file means, and removes its types. */
const typescript = {
  name: "typescript",
  resolveId(imported, importer) {
    if (imported === "#editor") return { id: `./${editor[0].name}`, external: true };
    return importer ? resolve(dirname(importer), imported.replace(/\.js$/, ".ts")) : null;
  },
  async transform(code) {
    return { code: (await transform(code, { loader: "ts", target: BROWSERS })).code, map: null };
  },
};

const small = {
  name: "small",
  async renderChunk(code) {
    // Synchronously, so that the parts are always minified in one order and the names are the same in every build.
    const { code: shorter } = transformSync(code, { minify: true, format: "esm", target: BROWSERS });
    const compress = { passes: 5, unsafe_methods: true, hoist_props: false, keep_fargs: false, pure_getters: true, unsafe_arrows: true, inline: 1, if_return: false };
    return minify(shorter, { module: true, ecma: 2022, compress, mangle: { properties: { regex: OWN, builtins: true } }, nameCache });
  },
};

const bundle = await rollup({
  input: { client: "src/client.ts" },
  makeAbsoluteExternalsRelative: false,
  plugins: [typescript, small],
  preserveEntrySignatures: "allow-extension", // the parts import from the entry, not from a third file
});
const { output } = await bundle.generate({
  entryFileNames: "[name]-[hash].js",
  chunkFileNames: "[name]-[hash].js",
  minifyInternalExports: true,
  generatedCode: "es2015",
});
const files = [...output.map(({ fileName, code }) => ({ name: fileName, code })), ...editor, ...(await words(BROWSERS))];
for (const { name, code } of files) write(`${OUT}/${name}`, code);
// Files of earlier builds go last, and only they: a site that runs meanwhile, as in tests, finds its own until then.
const current = new Set(files.map(({ name }) => name));
for (const name of existsSync(OUT) ? readdirSync(OUT) : [])
  if (name.endsWith(".js") && !current.has(name)) rmSync(`${OUT}/${name}`);
