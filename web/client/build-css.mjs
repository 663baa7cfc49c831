// Bundles the stylesheet: every @import of site.css in one minified file.
import { build } from "esbuild";

const css = new URL("../courant_web/static/", import.meta.url).pathname;
await build({ entryPoints: [`${css}css/site.css`], outfile: `${css}built/site.css`, bundle: true, minify: true });
