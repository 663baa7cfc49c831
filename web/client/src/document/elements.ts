/** The elements of the shell that the client uses; any of them may be absent. */

import { decoded } from "./percent.js";

/** The element with this id. */
export function part(id: string): HTMLElement | null {
  return document.getElementById(id);
}

/** The element that the hash of an address points to. */
export function target(hash: string): HTMLElement | null {
  return hash ? part(decoded(hash.slice(1)) ?? "") : null;
}

/** The element that contains the page. */
export function main(): HTMLElement {
  return part("main") ?? document.body;
}

/** All elements that match, in the document or inside an element. */
export function all<E extends Element = HTMLElement>(selector: string, inside: ParentNode = document): E[] {
  return [...inside.querySelectorAll<E>(selector)];
}

/** Announce, to the client and to other scripts, that the content of an element is new. */
export function rendered(element: Element): void {
  element.dispatchEvent(new CustomEvent("courant:render", { bubbles: true }));
}

/** Call `draw` now for the document, and later for each element with new content. */
export function onRender(draw: (inside: Element) => void): void {
  document.addEventListener("courant:render", (event) => draw(event.target as Element));
  draw(document.documentElement);
}
