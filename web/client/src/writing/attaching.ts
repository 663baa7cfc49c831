/**
 * Pictures and files in a text: a button, paste and drop upload them, and put Markdown where the caret is. Each upload
 * has a row below the text with its progress, and a field for the description of a picture. Loaded with the first text
 * that has `data-uploads="<module>"`.
 */

import { onRender, all } from "../document/elements.js";
import { button, choose } from "./controls.js";
import { inWords } from "./failures.js";
import { escaped, insert, replace } from "./inserting.js";
import { say } from "./notices.js";
import { rowList, send, showFile, showPicture } from "./upload-rows.js";
import type { Uploaded } from "./uploads.js";
import { WORDS } from "./words.js";

const TEXTS = "textarea[data-uploads]";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  [data-dropping] { outline: 2px dashed var(--accent); outline-offset: 2px; }
  .attach { display: flex; flex-wrap: wrap; margin-top: var(--space-xs); margin-inline-start: -0.75rem; }
`);

/** The texts that wait for an upload. */
const waiting = new Map<HTMLElement, number>();
const ready = new WeakSet<Element>();

export function start(): void {
  document.adoptedStyleSheets.push(sheet);
  document.addEventListener("paste", paste);
  document.addEventListener("dragover", drag);
  document.addEventListener("dragleave", ({ target }) => undrag(target as Element));
  document.addEventListener("drop", drop);
  document.addEventListener("submit", hold, true);
  onRender((inside) => {
    all<HTMLTextAreaElement>(TEXTS, inside.parentNode ?? document).forEach(equip);
  });
}

function paste(event: ClipboardEvent): void {
  const text = textOf(event.target);
  const files = [...(event.clipboardData?.files ?? [])];
  // A word processor's copy is also a picture of its words: they are what is wanted.
  if (!text || files.length === 0 || event.clipboardData?.getData("text/plain")) return;
  event.preventDefault();
  attach(text, files);
}

function drag(event: DragEvent): void {
  const text = textOf(event.target);
  if (!text || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  text.dataset["dropping"] = "";
}

function undrag(element: Element): void {
  if (element instanceof HTMLElement) delete element.dataset["dropping"];
}

function drop(event: DragEvent): void {
  const text = textOf(event.target);
  const files = [...(event.dataTransfer?.files ?? [])];
  if (!text || files.length === 0) return;
  event.preventDefault();
  undrag(text);
  attach(text, files);
}

/** The field, or the editor around it. */
function outer(text: HTMLTextAreaElement): HTMLElement {
  return text.closest<HTMLElement>("courant-editor") ?? text;
}

function textOf(target: EventTarget | null): HTMLTextAreaElement | undefined {
  return target instanceof HTMLTextAreaElement && target.matches(TEXTS) && !target.readOnly ? target : undefined;
}

/** A form cannot be sent while a file of its text is on its way. */
function hold(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (![...waiting].some(([text, count]) => count > 0 && text.isConnected && form.contains(text))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say(WORDS.uploading, "bad");
}

/** Buttons in the place of the plain field for files. */
function equip(text: HTMLTextAreaElement): void {
  if (ready.has(text) && outer(text).parentElement?.querySelector(".attach")) return;
  ready.add(text);
  const form = text.form;
  const plain = form?.querySelector<HTMLElement>("[data-plain]");
  const bar = document.createElement("div");
  bar.className = "attach";
  for (const one of [plain, bar]) one?.setAttribute("data-keep", "");
  plain?.toggleAttribute("hidden", true);
  bar.append(
    button("image", WORDS.attach, () => choose((files) => attach(text, files))),
    button("folder", WORDS.library, () => void pick(text)),
  );
  rowsOf(text).before(bar);
}

async function pick(text: HTMLTextAreaElement): Promise<void> {
  try {
    const { pick: open } = await import("./picking.js");
    const found = await open(text.dataset["uploads"] ?? "");
    if (found) insert(text, found.markdown);
  } catch (error) {
    say(inWords(error as Error), "bad");
  }
}

/** Upload files, and put each where the caret is now. */
function attach(text: HTMLTextAreaElement, files: readonly File[]): void {
  for (const file of files) {
    const mark = WORDS.uploadingName(file.name.replace(/[^\p{L}\p{N}. -]/gu, ""), serial++);
    insert(text, mark);
    count(text, 1);
    send(file, text.dataset["uploads"] ?? "", rowsOf(text), (row, found) => show(row, found, text))
      .then(({ markdown }) => replace(text, mark, markdown), () => replace(text, mark, ""))
      .finally(() => count(text, -1));
  }
}

let serial = 1;

function count(text: HTMLElement, change: number): void {
  waiting.set(text, (waiting.get(text) ?? 0) + change);
  if (!waiting.get(text)) waiting.delete(text);
}

/** The row of a stored file; what is typed as the description of a picture is put into the text. */
function show(row: HTMLElement, found: Uploaded, text: HTMLTextAreaElement): void {
  if (!found.content_type.startsWith("image/")) return showFile(row, found);
  let shown = found.markdown;
  showPicture(row, found, (words) => {
    const next = `![${escaped(words)}](${found.path})`;
    if (replace(text, shown, next)) shown = next;
  });
}

/** The list below a text for the rows of its uploads. */
function rowsOf(text: HTMLTextAreaElement): HTMLElement {
  const found = outer(text).parentElement?.querySelector<HTMLElement>(".uploads");
  if (found) return found;
  const rows = rowList();
  outer(text).after(rows);
  return rows;
}
