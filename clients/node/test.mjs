/** Bundles every test with esbuild, and runs them with Node's test runner. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const { build } = createRequire(new URL("../../web/client/package.json", import.meta.url))("esbuild");
const tests = fileURLToPath(new URL("tests", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "courant-follow-"));
const found = readdirSync(tests).filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: found.map((name) => join(tests, name)),
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});
const bundles = found.map((name) => join(folder, name.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--test", ...bundles], { stdio: "inherit" });
rmSync(folder, { recursive: true });
process.exit(status ?? 1);
