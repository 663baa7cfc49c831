/**
 * Loads the scripts that only people who write need: an element that they may use names one in `data-script`. One that is
 * for others, by its `data-role`, loads nothing.
 */

import { all, onRender } from "../document/elements.js";
import { load } from "../pages/assets.js";

export function start(): void {
  onRender((inside) => load({ scripts: all("[data-script]", inside).filter(isMine).map((one) => one.dataset["script"] ?? "") }));
}

function isMine(element: Element): boolean {
  return !element.matches("[data-role]") || getComputedStyle(element).display !== "none";
}
