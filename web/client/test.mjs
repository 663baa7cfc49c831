/** Bundles every *.test.ts with esbuild and runs them with Node's test runner; arguments select tests by file name. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const found = ["wamp/tests", "tests"]
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => wanted.length === 0 || wanted.some((word) => path.includes(word)));

const folder = mkdtempSync(join(tmpdir(), "courant-client-"));
await build({
  entryPoints: found,
  outdir: folder,
  outbase: ".",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
const bundles = found.map((path) => join(folder, path.replace(/\.ts$/, ".mjs")));
// Node 20 needs this flag for WebSocket; later versions have it anyway and accept the flag.
const runner = ["--experimental-websocket", "--enable-source-maps", "--test", ...flags, ...bundles];
const { status } = spawnSync(process.execPath, runner, { stdio: "inherit" });
rmSync(folder, { recursive: true });
process.exit(status ?? 1);
