/** The words at the top of a page whose module has stopped. The page that replaces this one lacks them. */

import { main, part } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { keepPlace } from "../fragments/place.js";
import { WORDS } from "./words.js";

const HTML = `<div class="reading" id="stopped"><div class="notice" data-tone="warn" role="status">
<svg class="icon" aria-hidden="true"><use href="#icon-triangle-alert"></use></svg><p></p></div></div>`;

/** Show the words, once. */
export function show(title: string): void {
  if (part("stopped")) return;
  const note = parse(HTML);
  note.querySelector("p")!.textContent = WORDS.stopped(title);
  keepPlace(() => main().prepend(note));
}
