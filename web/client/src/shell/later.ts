/** What few pages need, loaded when something that needs it is rendered: trees that fold, code to copy, another name. */

import "./folding.js";

import { rename } from "./naming.js";
import { offer } from "../document/copying.js";

/** Prepare what is rendered inside of an element. */
export function draw(inside: Element): void {
  offer(inside);
  if (inside.matches(".brand")) rename(inside);
}
