/**
 * Follows a page that is renamed while it is open. Its fragment has the heading `<h1 data-address="/its/path/">`. When
 * the heading changes, so do the document's title, the canonical address and the address bar. Headings that name other
 * pages are ignored.
 */

import { all, main, onRender } from "../document/elements.js";
import { decoded } from "../document/percent.js";
import { renameHead } from "./head.js";
import { relocate } from "./navigation.js";

/** The last known address in each fragment's heading. */
const known = new WeakMap<Element, string>();

export function start(): void {
  onRender(() => all("h1[data-address]", main()).forEach(follow));
}

function follow(heading: HTMLElement): void {
  const fragment = heading.closest("[data-live]") ?? heading;
  const address = heading.dataset["address"] as string;
  const before = known.get(fragment) ?? address;
  known.set(fragment, address);
  if (decoded(before) !== decoded(location.pathname)) return;
  renameHead(heading.textContent, address);
  if (address !== before) relocate(address);
}
