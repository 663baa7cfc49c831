/** A progress bar for work that takes long enough to notice. */

import { part } from "../document/elements.js";

const NOTICED = 200;

/** The same promise; the bar is visible if it takes more than 200 ms. */
export async function withProgress<T>(work: Promise<T>): Promise<T> {
  const bar = part("progress");
  const timer = setTimeout(() => bar?.removeAttribute("hidden"), NOTICED);
  return work.finally(() => {
    clearTimeout(timer);
    bar?.setAttribute("hidden", "");
  });
}
