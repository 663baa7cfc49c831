/**
 * Live previews: while somebody writes in an element marked `data-preview="URI"`, the service renders the text, and the
 * result appears in the element that `data-preview-into` selects. A form sends all its fields, a field only itself.
 */

import type { Dict } from "../../wamp/index.js";
import { isChanged } from "../document/dirty.js";
import { fields } from "../document/fields.js";
import { parse } from "../document/parse.js";
import { morphInside } from "../fragments/morph.js";
import { call, connection } from "../session.js";

/** How long the writer must pause before we ask for a preview (milliseconds). */
const PAUSE = 250;

let timer: ReturnType<typeof setTimeout>;
let asking = new AbortController();

/** Follow the writer from now on, and show what was written before this code had arrived. */
export function start(): void {
  document.addEventListener("input", ({ target }) => preview(target as Element));
  const field = document.activeElement;
  if (field && isChanged(field)) preview(field);
}

function preview(field: Element): void {
  const source = field.closest<HTMLElement>("[data-preview]");
  if (!source) return;
  clearTimeout(timer);
  asking.abort();
  timer = setTimeout(() => void show(source), PAUSE);
}

async function show(source: HTMLElement): Promise<void> {
  const into = document.querySelector(source.dataset["previewInto"] ?? "[data-preview-here]");
  if (!into || !connection.joined) return;
  asking = new AbortController();
  const options = { signal: asking.signal };
  // If a preview fails, the last one stays; saving reports the error.
  const found = await call<{ html: string }>(source.dataset["preview"] ?? "", fieldsOf(source), options).catch(() => null);
  if (found) morphInside(into, parse(found.html), "answered");
}

function fieldsOf(source: HTMLElement): Dict {
  if (source instanceof HTMLFormElement) return fields(new FormData(source));
  const { name, value } = source as HTMLTextAreaElement;
  return fields([[name, value]]);
}
