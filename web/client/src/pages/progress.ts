/** A bar that shows when something takes long enough to notice. */

import { part } from "../document/elements.js";

const NOTICED = 200;

/** The same promise, with the bar while it takes more than 200 ms. */
export async function withProgress<T>(work: Promise<T>): Promise<T> {
  const bar = part("progress");
  const timer = setTimeout(() => bar?.removeAttribute("hidden"), NOTICED);
  return work.finally(() => {
    clearTimeout(timer);
    bar?.setAttribute("hidden", "");
  });
}
