/**
 * Pictures and files in a text: a button, paste and drop upload them, and put Markdown where the caret is. Each upload
 * has a row below the text with its progress, and a field for the description of a picture. Loaded with the first form
 * that has `data-uploads="<module>"`, on a text or on a form of files alone.
 */

import { onRender, all } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { visit } from "../pages/navigation.js";
import { inWords } from "./failures.js";
import { say } from "./notices.js";
import { upload, type Uploaded } from "./uploads.js";
import { WORDS } from "./words.js";

const TEXTS = "textarea[data-uploads]";
const LIBRARIES = "form[data-uploads]";

/** The narrow rendering of pictures that are wide enough to have one. */
const THUMBNAIL = 480;
const NARROWED = /\.(png|jpg|webp|avif)$/;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .uploads { display: grid; gap: var(--space-xs); margin-top: var(--space-xs); }
  .uploads > li { display: grid; grid-template-columns: 3.5rem 1fr auto; align-items: center; gap: var(--space-s); padding: var(--space-xs); border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); }
  .uploads img, .uploads > li > .icon { width: 3.5rem; height: 3.5rem; object-fit: cover; border-radius: 0.25rem; background: var(--sunk); }
  .uploads > li > .icon { padding: 1rem; color: var(--soft); }
  .uploads p { font-size: var(--type-s); color: var(--soft); overflow-wrap: anywhere; }
  .uploads label { font-size: var(--type-s); font-weight: 600; }
  .uploads progress { width: 100%; accent-color: var(--accent); }
  .uploads [role="alert"] { color: var(--bad); font-weight: 600; }
  [data-dropping] { outline: 2px dashed var(--accent); outline-offset: 2px; }
  .attach { display: flex; flex-wrap: wrap; margin-top: var(--space-xs); margin-inline-start: -0.75rem; }
  [data-attached] > [data-plain], [data-attached] > .field:has([type="file"]) { display: none; }
  [data-attached] > button { justify-self: start; }
  .finder { grid-template-columns: 1fr auto; gap: var(--space-xs); }
  .library img { width: 100%; aspect-ratio: 4 / 3; object-fit: contain; border-radius: 0.25rem; background: var(--sunk); }
  .library a { overflow-wrap: anywhere; text-decoration: none; font-weight: 500; }
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
    all<HTMLFormElement>(LIBRARIES, inside.parentNode ?? document).forEach(equipLibrary);
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

function equipLibrary(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("[type=file]");
  if (!field || ready.has(form)) return;
  ready.add(form);
  form.dataset["attached"] = "";
  const rows = document.createElement("ul");
  rows.className = "uploads";
  const all = (files: File[]) =>
    void Promise.allSettled(files.map((file) => send(file, form.dataset["uploads"] ?? "", rows))).then((done) => {
      if (done.every(({ status }) => status === "fulfilled")) void visit(location.pathname + location.search);
    });
  const add = button("plus", WORDS.attach, () => choose(all));
  add.className = "";
  form.append(add, rows);
}

function choose(act: (files: File[]) => void): void {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.addEventListener("change", () => act([...(field.files ?? [])]));
  field.click();
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
    send(file, text.dataset["uploads"] ?? "", rowsOf(text), text)
      .then(({ markdown }) => replace(text, mark, markdown), () => replace(text, mark, ""))
      .finally(() => count(text, -1));
  }
}

let serial = 1;

function count(text: HTMLElement, change: number): void {
  waiting.set(text, (waiting.get(text) ?? 0) + change);
  if (!waiting.get(text)) waiting.delete(text);
}

/** Upload one file, with a row that shows how far it is. Rejects if it was refused or given up. */
async function send(file: File, module: string, rows: HTMLElement, text?: HTMLTextAreaElement): Promise<Uploaded> {
  const row = document.createElement("li");
  const giving = new AbortController();
  row.append(icon("image"), lined(`<p></p><progress max="1" value="0"></progress>`), closing(WORDS.cancel, () => giving.abort()));
  const [name, bar] = [row.querySelector("p"), row.querySelector("progress")] as [HTMLElement, HTMLProgressElement];
  name.textContent = bar.ariaLabel = file.name;
  rows.append(row);
  try {
    const found = await upload(file, { module, signal: giving.signal, progress: (part) => (part < 1 ? (bar.value = part) : bar.removeAttribute("value")) });
    show(row, found, text);
    return found;
  } catch (error) {
    if (giving.signal.aborted) row.remove();
    else fail(row, file.name, error as Error);
    throw error;
  }
}

function fail(row: HTMLElement, name: string, error: Error): void {
  const words = lined(`<p></p><p role="alert"></p>`);
  (words.firstElementChild as HTMLElement).textContent = name;
  row.replaceChildren(icon("circle-alert"), words, closing(WORDS.dismiss, () => row.remove()));
  (words.lastElementChild as HTMLElement).textContent = inWords(error); // last, so that it is read aloud
}

/** The row of a stored file: what it looks like, and a field for the description of a picture. */
function show(row: HTMLElement, found: Uploaded, text?: HTMLTextAreaElement): void {
  const isPicture = found.content_type.startsWith("image/");
  const close = closing(WORDS.dismiss, () => row.remove());
  if (!isPicture || !text) {
    const words = lined("<p></p>");
    (words.firstElementChild as HTMLElement).textContent = found.title;
    return row.replaceChildren(isPicture ? thumbnail(found) : icon("file-text"), words, close);
  }
  const id = `alt-${serial++}`;
  const words = lined(`<label for="${id}"></label><input id="${id}" maxlength="500" dir="auto">`);
  const [label, field] = [...words.children] as [HTMLElement, HTMLInputElement];
  label.textContent = WORDS.describe;
  field.value = found.alt;
  let shown = found.markdown;
  field.addEventListener("input", () => {
    const next = `![${escaped(field.value)}](${found.path})`;
    if (replace(text, shown, next)) shown = next;
  });
  row.replaceChildren(thumbnail(found), words, close);
}

function escaped(words: string): string {
  return words.replace(/\s+/g, " ").trim().replace(/[\\[\]*_`<>&!]/g, "\\$&");
}

/** A picture of a row; it is not described, since that is being asked. */
export function thumbnail({ path, width }: Uploaded): HTMLImageElement {
  const image = document.createElement("img");
  const isNarrowed = NARROWED.test(path) && width * 0.9 >= THUMBNAIL;
  Object.assign(image, { alt: "", src: isNarrowed ? `${path}.${THUMBNAIL}.avif` : path });
  return image;
}

/** The list below a text for the rows of its uploads. */
function rowsOf(text: HTMLTextAreaElement): HTMLElement {
  const found = outer(text).parentElement?.querySelector<HTMLElement>(".uploads");
  if (found) return found;
  const rows = document.createElement("ul");
  rows.className = "uploads";
  rows.dataset["keep"] = "";
  outer(text).after(rows);
  return rows;
}

/** Put words where the caret is, as if they were typed, so that they can be undone. */
function insert(text: HTMLTextAreaElement, words: string): void {
  text.focus();
  const before = text.value.slice(0, text.selectionStart);
  const lines = before === "" || before.endsWith("\n") ? words : `\n${words}`;
  if (!document.execCommand("insertText", false, `${lines}\n`)) {
    text.setRangeText(`${lines}\n`, text.selectionStart, text.selectionEnd, "end");
    changed(text);
  }
}

/** Replace words, wherever they are now; false if the writer has deleted them. */
function replace(text: HTMLTextAreaElement, words: string, by: string): boolean {
  const at = text.value.indexOf(words);
  if (at < 0) return false;
  text.setRangeText(by, at, at + words.length, "preserve");
  changed(text);
  return true;
}

function changed(text: HTMLElement): void {
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function lined(html: string): HTMLElement {
  const element = document.createElement("div");
  element.append(parse(html));
  return element;
}

function icon(name: string): Element {
  return parse(`<svg class="icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`).firstElementChild as Element;
}

function button(name: string, words: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  Object.assign(element, { type: "button", className: "quiet" });
  element.append(icon(name), words);
  element.addEventListener("click", act);
  return element;
}

function closing(words: string, act: () => void): HTMLButtonElement {
  const element = button("x", "", act);
  element.ariaLabel = words;
  return element;
}
