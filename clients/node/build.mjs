/** Writes dist/: one module with everything in it, and the types. The tools are those of web/client. */

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const tools = createRequire(new URL("../../web/client/package.json", import.meta.url));
const { build } = tools("esbuild");
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

rmSync(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: [here("src/index.ts")],
  outfile: here("dist/index.js"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});
const types = ["--noEmit", "false", "--emitDeclarationOnly", "--declaration", "--outDir", here("dist")];
const tsc = here("../../web/client/node_modules/typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "--project", here("tsconfig.json"), ...types], { stdio: "inherit" });
