/** Bundles the words of each language but English: a script for each, which its pages have before the client's. */

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";

const FOLDER = "languages";

/** The files: `words_nl-<hash>.js` for `nl.ts`. */
export async function words(target) {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(
      readdirSync(FOLDER).map((name) => [`words_${basename(name, ".ts").replaceAll("-", "_")}`, `${FOLDER}/${name}`]),
    ),
    outdir: "built",
    entryNames: "[name]-[hash]",
    bundle: true,
    format: "iife",
    globalName: "courantWords",
    minify: true,
    charset: "utf8",
    target,
    write: false,
  });
  return outputFiles.map(({ path, text }) => ({ name: basename(path), code: text }));
}
