/** Modules' own browser code: each ES module is loaded once, when a page first needs it. */

import type { Page } from "../contract.js";

/** What a script's default export is called with, once. */
export type Courant = Readonly<Record<string, unknown>>;

const loaded = new Map<string, Promise<void>>();
let courant: Courant = {};

/** Offer this to scripts, and load what the first page names in `<main data-scripts>`. */
export function start(offer: Courant, first: string): void {
  courant = offer;
  load(first.split(" ").filter(Boolean));
}

/** Load what a page needs; only paths of this site. */
export function load(paths: Page["scripts"]): void {
  for (const path of paths) {
    const url = new URL(path, location.origin);
    if (url.origin === location.origin && !loaded.has(url.href)) loaded.set(url.href, run(url.href));
  }
}

async function run(url: string): Promise<void> {
  const script = (await import(url)) as { default?: unknown };
  if (typeof script.default === "function") script.default(courant);
}
