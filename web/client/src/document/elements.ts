/** The elements of the shell that the client uses; any of them may be absent. */

import { decoded } from "./percent.js";

/** The element with this id. */
export function part(id: string): HTMLElement | null {
  return document.getElementById(id);
}

/** The element that the hash of an address names. */
export function target(hash: string): HTMLElement | null {
  return hash ? part(decoded(hash.slice(1)) ?? "") : null;
}

/** The place of the page. */
export function main(): HTMLElement {
  return part("main") ?? document.body;
}

/** All elements that match, in the document or inside an element. */
export function all<E extends Element = HTMLElement>(selector: string, inside: ParentNode = document): E[] {
  return [...inside.querySelectorAll<E>(selector)];
}

/** Tell whoever cares (our own modules, and scripts of others) that the inside of an element is new. */
export function rendered(element: Element): void {
  element.dispatchEvent(new CustomEvent("courant:render", { bubbles: true }));
}

/** Call this now, and for each element whose inside is new from now on. */
export function onRender(draw: (inside: Element) => void): void {
  document.addEventListener("courant:render", (event) => draw(event.target as Element));
  draw(document.documentElement);
}
