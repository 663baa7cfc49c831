/** Nobody leaves a page with unsaved words in a form marked `data-guard` without being asked. */

import { isDirty } from "../document/dirty.js";
import { all, onRender } from "../document/elements.js";
import { WORDS } from "../words.js";

let released = false;

export function start(): void {
  onRender(() => (released = false));
  addEventListener("beforeunload", (event) => isWritten() && event.preventDefault());
}

/** Do not ask any more: what was written is on its way, or the writer said that it may go. */
export function release(): void {
  released = true;
}

/** Whether the open page may be left; asks if something is not saved. */
export function mayLeave(): boolean {
  const may = !isWritten() || confirm(WORDS.leave);
  if (may) release();
  return may;
}

function isWritten(): boolean {
  return !released && all<HTMLFormElement>("form[data-guard]").some(isDirty);
}
