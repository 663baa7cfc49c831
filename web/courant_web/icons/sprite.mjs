// Writes the sprite that the shell contains, from the Lucide icons named in icons.txt and Courant's mark.
//
//   npm install --no-save lucide-static && node web/courant_web/icons/sprite.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const here = import.meta.dirname;
const drawings = dirname(createRequire(join(process.cwd(), "_")).resolve("lucide-static/icons/x.svg"));

const inside = (svg) => svg.replace(/<!--.*?-->/gs, "").replace(/^.*?<svg[^>]*>|<\/svg>.*$/gs, "");
const tight = (markup) => markup.replace(/\s+/g, " ").replaceAll("> <", "><").replaceAll(" />", "/>").trim();
const symbol = (name, file) =>
  `<symbol id="icon-${name}" viewBox="0 0 24 24">${tight(inside(readFileSync(file, "utf8")))}</symbol>`;

const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").filter(Boolean);
const symbols = [symbol("courant", join(here, "mark.svg")), ...names.map((name) => symbol(name, join(drawings, `${name}.svg`)))];
writeFileSync(join(here, "../templates/icons.svg"), `<svg class="icons" hidden>${symbols.join("\n")}</svg>\n`);
