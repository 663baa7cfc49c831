/**
 * The library of a module's files. Several are selected with the mouse or the keyboard and moved or removed together;
 * uploads appear as they arrive, and what others change appears too. Loaded when a library is shown.
 */

import type { Answer } from "../contract.js";
import { main, onRender } from "../document/elements.js";
import { forget } from "../pages/prefetch.js";
import { refresh } from "../pages/navigation.js";
import { call } from "../session.js";
import { button, choose } from "./controls.js";
import { inWords } from "./failures.js";
import { report, say } from "./notices.js";
import { boxes, onChoice, select, selected, start as choosing, withoutFocus } from "./selection.js";
import { rowList, send } from "./upload-rows.js";
import { WORDS } from "./words.js";

const LIBRARY = "form[data-uploads]";
/** How long changes may follow each other until the page is fetched again, and letters until it is searched (milliseconds). */
const PAUSE = 150;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  form:has(> .uploads) > :is([data-plain], .field:has([type="file"])) { display: none; }
  form:has(> .uploads) > button { justify-self: start; }
  form:has(> .uploads > li) { margin-block-end: var(--space-m); }
  .finder { grid-template-columns: 1fr auto; gap: var(--space-xs); }
  .library img { width: 100%; aspect-ratio: 4 / 3; object-fit: contain; border-radius: 0.25rem; background: var(--sunk); }
  .library a { overflow-wrap: anywhere; text-decoration: none; font-weight: 500; }
  .library { grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100% / 2 - var(--space-s)), 1fr)); }
  .library .card { position: relative; padding: var(--space-s); align-content: start; }
  .library .card:has(:checked) { outline: 2px solid var(--accent); }
  .library .choice { position: absolute; inset-block-start: 0; inset-inline-end: 0; padding: var(--space-s); margin: 0; }
  .library .choice > span:first-of-type { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .library .choice input { width: 1.4rem; height: 1.4rem; box-shadow: 0 0 0 3px var(--raised); border-radius: 0.2rem; }
  .chosen { position: sticky; inset-block-end: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-xs); padding: var(--space-xs) var(--space-s); border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); }
  .chosen[hidden] { display: none; }
  .chosen p { order: -1; flex: 1 0 100%; font-weight: 600; margin: 0; }
  .chosen .moving { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-xs); }
  .chosen input { width: 11rem; }
`);

export function start(): void {
  document.adoptedStyleSheets.push(sheet);
  choosing(remove);
  onChoice(count);
  document.addEventListener("input", ({ target }) => seek(target as Element));
  document.addEventListener("courant:render", ({ target }) => (target as Element).matches("[data-live$='.library']") && renew());
  document.addEventListener("dragover", (event) => drag(event));
  document.addEventListener("drop", (event) => drop(event));
  onRender(() => {
    const form = main().querySelector<HTMLFormElement>(LIBRARY);
    if (form) equip(form);
    const chosen = main().querySelector<HTMLFormElement>("form.chosen");
    if (chosen) equipChosen(chosen);
  });
}

let pausing: ReturnType<typeof setTimeout>;

/** Fetch the open page again once the changes pause. */
function renew(): void {
  clearTimeout(pausing);
  pausing = setTimeout(() => {
    const focus = withoutFocus();
    forget();
    void refresh().finally(focus);
  }, PAUSE);
}

/** Search while somebody types; the address is that of the search. */
function seek(field: Element): void {
  const form = field.closest<HTMLFormElement>("form.finder");
  if (!form || !main().querySelector(".changes")) return;
  const url = new URL(form.action);
  const { value } = field as HTMLInputElement;
  if (value) url.searchParams.set("q", value);
  history.replaceState(history.state, "", url);
  renew();
}

/** A button for files in the place of the plain field. */
function equip(form: HTMLFormElement): void {
  if (form.querySelector(".uploads")) return;
  const add = button("plus", WORDS.attach, () => choose((files) => void upload(form, files)));
  add.className = "";
  add.dataset["keep"] = "";
  form.append(add, rowList());
}

/** Upload files; those that were refused stay in view. */
async function upload(form: HTMLFormElement, files: readonly File[]): Promise<void> {
  const rows = form.querySelector<HTMLElement>(".uploads");
  if (!rows) return;
  await Promise.allSettled(files.map((file) => send(file, form.dataset["uploads"] ?? "", rows, (row) => row.remove())));
  renew();
}

function drag(event: DragEvent): void {
  const isFile = main().querySelector(LIBRARY) && event.dataTransfer?.types.includes("Files");
  if (isFile) event.preventDefault();
}

function drop(event: DragEvent): void {
  const form = main().querySelector<HTMLFormElement>(LIBRARY);
  const files = [...(event.dataTransfer?.files ?? [])];
  if (!form || files.length === 0) return;
  event.preventDefault();
  void upload(form, files);
}

/** What can be done with what is selected: the plain form's button, and what needs a script. */
function equipChosen(form: HTMLFormElement): void {
  form.querySelector(".moving")?.removeAttribute("hidden");
  if (form.querySelector("p")) return count();
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const choices = [button("check", WORDS.everything, () => select(boxes())), button("x", WORDS.none, () => select([]))];
  for (const one of [words, ...choices]) one.dataset["keep"] = "";
  form.prepend(words);
  form.append(...choices);
  const folder = form.querySelector<HTMLInputElement>("[data-move]");
  folder?.form?.querySelector("[data-moves]")?.addEventListener("click", () => void move(folder));
  folder?.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), void move(folder)));
  count();
}

function count(): void {
  const form = main().querySelector<HTMLFormElement>("form.chosen");
  if (!form) return;
  const number = selected().length;
  form.hidden = number === 0;
  const words = form.querySelector("p");
  if (words) words.textContent = WORDS.chosen(number);
}

function remove(): void {
  main().querySelector<HTMLFormElement>("form.chosen")?.requestSubmit();
}

async function move(field: HTMLInputElement): Promise<void> {
  const names = selected().map(({ value }) => value);
  try {
    const answer = await call<Answer>(field.dataset["move"] ?? "", { names, folders: [field.value] });
    field.value = "";
    select([]);
    report(answer);
  } catch (error) {
    say(inWords(error as Error), "bad");
  }
}

