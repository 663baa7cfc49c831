/** The words at the top of a page whose module has stopped. The page that replaces this one lacks them. */

import { main, part } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { keepPlace } from "../fragments/place.js";

const HTML = `<div class="reading" id="stopped"><div class="notice" data-tone="warn" role="status">
<svg class="icon" aria-hidden="true"><use href="#icon-triangle-alert"></use></svg><p></p></div></div>`;

/** Show the words, once. */
export function show(title: string): void {
  if (part("stopped")) return;
  const note = parse(HTML);
  note.querySelector("p")!.textContent =
    `${title} has stopped. This page stays as it is, with what you type, and continues by itself when ${title} is back.`;
  keepPlace(() => main().prepend(note));
}
