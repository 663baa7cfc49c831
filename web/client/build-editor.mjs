/** Bundles the editor: a bundle of its own, which the client's code for writers imports by its name. */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build, transform } from "esbuild";

/** Style sheets are texts, for sheets that a script adopts. */
const sheets = {
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

/** Turndown tries as it is loaded whether it may parse texts, which the site's policy forbids. It is given nodes only. */
const unparsing = {
  name: "unparsing",
  setup({ onLoad }) {
    onLoad({ filter: /turndown\.browser\.es\.js$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const without = code.replace("canParseHTMLNatively() ?", "false ?").replace("createHTMLParser();", "null;");
      if (without.includes("= canParse") || !without.includes("= false ?")) throw new Error("Turndown parses otherwise now.");
      return { contents: without };
    });
  },
};

/** The files, that of the entry first. The rest is loaded when somebody first does what needs it. */
export async function bundled(target) {
  const { outputFiles, metafile } = await build({
    entryPoints: ["editor/editor.ts"],
    outdir: "built",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    metafile: true,
    target,
    plugins: [sheets, unparsing],
    write: false,
  });
  const entry = Object.keys(metafile.outputs).find((name) => metafile.outputs[name].entryPoint === "editor/editor.ts");
  return outputFiles
    .map(({ path, text }) => ({ name: basename(path), code: text }))
    .sort((one, other) => Number(other.name === basename(entry)) - Number(one.name === basename(entry)));
}
