/** Loads the scripts that only people who write need: an element that they may use names one in `data-script`. */

import { all, onRender } from "../document/elements.js";
import { load } from "../pages/assets.js";

export function start(): void {
  onRender((inside) => load({ scripts: all("[data-script]", inside).map((one) => one.dataset["script"] ?? "") }));
}
