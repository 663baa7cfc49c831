/**
 * Live previews: while somebody writes in an element marked `data-preview="URI"`, the service renders what is written into
 * the element that `data-preview-into` selects. On a form all its fields are sent, on a field only that one.
 */

import type { Dict } from "../../wamp/index.js";
import { fields } from "../document/fields.js";
import { parse } from "../document/parse.js";
import { morphInside } from "../fragments/morph.js";
import { call, connection } from "../session.js";

/** How long the writer pauses before we ask (milliseconds). */
const PAUSE = 250;

let timer: ReturnType<typeof setTimeout>;
let asking = new AbortController();

export function start(): void {
  document.addEventListener("input", ({ target }) => {
    const source = target instanceof Element ? target.closest<HTMLElement>("[data-preview]") : null;
    if (!source) return;
    clearTimeout(timer);
    asking.abort();
    timer = setTimeout(() => void show(source), PAUSE);
  });
}

async function show(source: HTMLElement): Promise<void> {
  const into = document.querySelector(source.dataset["previewInto"] ?? "[data-preview-here]");
  if (!into || !connection.joined) return;
  asking = new AbortController();
  const options = { signal: asking.signal };
  // A preview that fails leaves the last one; saving says what is wrong.
  const found = await call<{ html: string }>(source.dataset["preview"] ?? "", fieldsOf(source), options).catch(() => null);
  if (found) morphInside(into, parse(found.html), "answered");
}

function fieldsOf(source: HTMLElement): Dict {
  if (source instanceof HTMLFormElement) return fields(new FormData(source));
  const { name, value } = source as HTMLTextAreaElement;
  return fields([[name, value]]);
}
