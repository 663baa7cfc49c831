/** Bundles the libraries into the file that is named, as an application's build does. */

import { build } from "esbuild";

await build({
  bundle: true,
  define: { "process.env.NODE_ENV": '"production"' },
  entryPoints: ["index.mjs"],
  format: "esm",
  logLevel: "error",
  minify: true,
  outfile: process.argv[2],
});
