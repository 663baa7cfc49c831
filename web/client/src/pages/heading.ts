/**
 * Follows a page that is renamed while it is open. Its fragment has the heading `<h1 data-address="/its/path/">`. When
 * the heading changes, so do the document's title, the canonical address and the address bar. Headings that name other
 * pages are ignored.
 */

import { all, main, onRender } from "../document/elements.js";
import { decoded } from "../document/percent.js";
import { renameHead } from "./head.js";
import { relocate } from "./navigation.js";

/** The last known title and address in each fragment's heading. */
const known = new WeakMap<Element, { readonly title: string; readonly address: string }>();

export function start(): void {
  onRender(() => all("h1[data-address]", main()).forEach(follow));
}

function follow(heading: HTMLElement): void {
  const fragment = heading.closest("[data-live]") ?? heading;
  const [title, address] = [heading.textContent, heading.dataset["address"] as string];
  const before = known.get(fragment) ?? { title, address };
  known.set(fragment, { title, address });
  if (decoded(before.address) !== decoded(location.pathname)) return;
  if (title === before.title && address === before.address) return;
  renameHead(title, address);
  if (address !== before.address) relocate(address);
}
