/**
 * A page that is renamed while it is open. Its fragment has the heading `<h1 data-address="/where/it/is/">`: when that
 * changes, the document's title, its canonical address and the address bar follow. Headings of other pages do nothing.
 */

import { all, main, onRender } from "../document/elements.js";
import { decoded } from "../document/percent.js";
import { renameHead } from "./head.js";
import { relocate } from "./navigation.js";

/** The address that each fragment's heading had when we last looked. */
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
