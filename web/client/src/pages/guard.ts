/** Asks for confirmation before somebody leaves a page with unsaved changes in a form marked `data-guard`. */

import { isDirty } from "../document/dirty.js";
import { all, onRender } from "../document/elements.js";
import { WORDS } from "../words.js";

let released = false;

export function start(): void {
  onRender(() => (released = false));
  addEventListener("beforeunload", (event) => isWritten() && event.preventDefault());
}

/** Stop asking: the changes are being sent, or the writer has agreed to lose them. */
export function release(): void {
  released = true;
}

/** Whether the open page may be left; asks first if there are unsaved changes. */
export function mayLeave(): boolean {
  const may = !isWritten() || confirm(WORDS.leave);
  if (may) release();
  return may;
}

function isWritten(): boolean {
  return !released && all<HTMLFormElement>("form[data-guard]").some(isDirty);
}
