/** The scroll position of each history entry, stored in the entry itself. */

import { target } from "../document/elements.js";

/** The state stored in an entry: how many of our entries precede it, and its scroll position (pixels). */
export interface Entry {
  readonly at: number;
  readonly y: number;
}

const REST = 100;

/** Whether the address is already that of another entry, whose page is not shown yet. */
let travelling = false;

/** Store the position of the open entry from now on, and restore it after a reload. */
export function start(): void {
  history.scrollRestoration = "manual";
  let timer: ReturnType<typeof setTimeout>;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST); // browsers limit how often an entry may be written
  });
  addEventListener("pagehide", keep);
  if (entry().y > 0) restore("");
}

/** The state of the open entry. */
export function entry(): Entry {
  return { at: 0, y: 0, ...(history.state as Partial<Entry> | null) };
}

/** Store the scroll position of the open entry. */
export function keep(): void {
  if (!travelling && entry().y !== scrollY) history.replaceState({ ...entry(), y: scrollY }, "");
}

/** Leave the stored positions as they are until `restore`: the window still shows the page of another entry. */
export function hold(): void {
  travelling = true;
}

/** Restore the scroll position; a new entry scrolls to the target of its hash, or to the top. */
export function restore(hash: string): void {
  travelling = false;
  const element = entry().y === 0 ? target(hash) : null;
  if (element) element.scrollIntoView({ behavior: "instant" });
  else scrollTo({ top: entry().y, behavior: "instant" });
}
