/** Builds the browser client: one ES module of fixed name, which Django's static files storage gives its hash. */

import { build } from "esbuild";

await build({
  entryPoints: ["src/client.ts"],
  outfile: "../courant_web/static/built/client.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome117", "firefox120", "safari17.4"],
  sourcemap: true,
  legalComments: "none",
  logLevel: "warning",
});
