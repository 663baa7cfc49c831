/** The same editor on a bare WAMP router, with no more code than a key needs: `node bare.mjs FOLDER` builds its page. */

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const [, , folder] = process.argv;
await build({ entryPoints: ["bare-page.mjs"], bundle: true, minify: true, format: "esm", outfile: join(folder, "page.js") });
copyFileSync("page.html", join(folder, "index.html"));
