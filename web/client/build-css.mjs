// Bundles the stylesheet: every @import of site.css in one minified file.
import { build } from "esbuild";
import { write } from "./output.mjs";

const css = new URL("../courant_web/static/", import.meta.url).pathname;
const options = { entryPoints: [`${css}css/site.css`], bundle: true, minify: true, write: false };
const { outputFiles } = await build(options);
write(`${css}built/site.css`, outputFiles[0].text);
