/** The rows of files that are being uploaded: how far each is, why it was refused, and what a picture shows. */

import { parse } from "../document/parse.js";
import { closing, icon } from "./controls.js";
import { inWords } from "./failures.js";
import { upload, type Uploaded } from "./uploads.js";
import { WORDS } from "./words.js";

/** The narrow rendering of pictures that are wide enough to have one. */
const THUMBNAIL = 480;
const NARROWED = /\.(png|jpg|webp|avif)$/;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .uploads { display: grid; gap: var(--space-xs); margin-top: var(--space-xs); }
  .uploads:empty { display: none; }
  .uploads > li { display: grid; grid-template-columns: 3.5rem 1fr auto; align-items: center; gap: var(--space-s); padding: var(--space-xs); border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); }
  .uploads img, .uploads > li > .icon { width: 3.5rem; height: 3.5rem; object-fit: cover; border-radius: 0.25rem; background: var(--sunk); }
  .uploads > li > .icon { padding: 1rem; color: var(--soft); }
  .uploads p { font-size: var(--type-s); color: var(--soft); overflow-wrap: anywhere; }
  .uploads label { font-size: var(--type-s); font-weight: 600; }
  .uploads progress { width: 100%; accent-color: var(--accent); }
  .uploads [role="alert"] { color: var(--bad); font-weight: 600; }
`);
document.adoptedStyleSheets.push(sheet);

/** Shows a stored file in its row. */
export type Show = (row: HTMLElement, found: Uploaded) => void;

/** A list for the rows, which new renderings leave as it is. */
export function rowList(): HTMLElement {
  const rows = document.createElement("ul");
  rows.className = "uploads";
  rows.dataset["keep"] = "";
  return rows;
}

/** Upload one file, with a row that shows how far it is. Rejects if it was refused or given up. */
export async function send(file: File, module: string, rows: HTMLElement, show: Show): Promise<Uploaded> {
  const row = document.createElement("li");
  const giving = new AbortController();
  row.append(icon("image"), lined(`<p></p><progress max="1" value="0"></progress>`), closing(WORDS.cancel, () => giving.abort()));
  const [name, bar] = [row.querySelector("p"), row.querySelector("progress")] as [HTMLElement, HTMLProgressElement];
  name.textContent = bar.ariaLabel = file.name;
  rows.append(row);
  try {
    const found = await upload(file, { module, signal: giving.signal, progress: (part) => (part < 1 ? (bar.value = part) : bar.removeAttribute("value")) });
    show(row, found);
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

/** The row of a stored file that is no picture. */
export function showFile(row: HTMLElement, found: Uploaded): void {
  const words = lined("<p></p>");
  (words.firstElementChild as HTMLElement).textContent = found.title;
  row.replaceChildren(icon("file-text"), words, closing(WORDS.dismiss, () => row.remove()));
}

let serial = 1;

/** The row of a stored picture, with a field for its description; `describe` is called with what is typed there. */
export function showPicture(row: HTMLElement, found: Uploaded, describe: (words: string) => void): void {
  const id = `alt-${serial++}`;
  const words = lined(`<label for="${id}"></label><input id="${id}" maxlength="500" dir="auto">`);
  const [label, field] = [...words.children] as [HTMLElement, HTMLInputElement];
  label.textContent = WORDS.describe;
  field.value = found.alt;
  field.addEventListener("input", () => describe(field.value));
  row.replaceChildren(thumbnail(found), words, closing(WORDS.dismiss, () => row.remove()));
}

/** A picture of a row; it is not described, since that is being asked. */
export function thumbnail({ path, width }: Uploaded): HTMLImageElement {
  const image = document.createElement("img");
  const isNarrowed = NARROWED.test(path) && width * 0.9 >= THUMBNAIL;
  Object.assign(image, { alt: "", loading: "lazy", src: isNarrowed ? `${path}.${THUMBNAIL}.avif` : path });
  return image;
}

function lined(html: string): HTMLElement {
  const element = document.createElement("div");
  element.append(parse(html));
  return element;
}
