/** Where each entry of the history was scrolled to, kept in the entry itself. */

import { target } from "../document/elements.js";

/** What we keep in an entry: how many entries of ours lie before it, and its scroll position. */
export interface Entry {
  readonly at: number;
  readonly y: number;
}

const REST = 100;

/** Keep the position of the open entry from now on, and go to the one it had (after a reload). */
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

/** The open entry, as we know it. */
export function entry(): Entry {
  return { at: 0, y: 0, ...(history.state as Partial<Entry> | null) };
}

/** Write down where the open entry is scrolled to. */
export function keep(): void {
  history.replaceState({ ...entry(), y: scrollY }, "");
}

/** Go where the open entry was; or, when it is new, to the target of its hash or to the top. */
export function restore(hash: string): void {
  const element = entry().y === 0 ? target(hash) : null;
  if (element) element.scrollIntoView({ behavior: "instant" });
  else scrollTo({ top: entry().y, behavior: "instant" });
}
