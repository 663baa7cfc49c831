// Bundles the stylesheet: every @import of site.css in one minified file.
import { build } from "esbuild";
import { write } from "./output.mjs";

const css = new URL("../courant_web/static/", import.meta.url).pathname;
const options = { entryPoints: [`${css}css/site.css`], bundle: true, minify: true, write: false };
const { outputFiles } = await build(options);
// esbuild leaves the spaces in the values of custom properties.
const text = outputFiles[0].text.replace(/("[^"]*")|([,:]) /g, "$1$2");
write(`${css}built/site.css`, text);
