/** A dialog that shows the library of a module, to pick a file from it for a text. Loaded when it is first opened. */

import { call } from "../session.js";
import { inWords } from "./failures.js";
import { thumbnail } from "./upload-rows.js";
import type { Uploaded } from "./uploads.js";
import { WORDS } from "./words.js";

interface Found {
  readonly files: readonly Uploaded[];
  readonly more: boolean;
}

const PAUSE = 200;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .picking { margin: auto; width: min(60rem, 100vw - 2rem); max-height: 90vh; padding: var(--space-m); border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); color: inherit; }
  .picking::backdrop { background: rgb(0 0 0 / 0.4); }
  .picking form { grid-template-columns: 1fr auto; }
  .picking ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: var(--space-s); margin-top: var(--space-m); }
  .picking li button { display: grid; width: 100%; gap: 0.35rem; padding: 0.35rem; font-weight: 400; font-size: var(--type-s); overflow: hidden; }
  .picking img { width: 100%; aspect-ratio: 4 / 3; object-fit: cover; border-radius: 0.25rem; background: var(--sunk); }
  .picking span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
`);

/** The file that somebody picks; undefined if they close the dialog. */
export function pick(module: string): Promise<Uploaded | undefined> {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  return new Promise((resolve) => {
    const { dialog, field, list, status } = drawn();
    const choose = (file?: Uploaded) => (resolve(file), dialog.close(), dialog.remove());
    const show = async () => {
      try {
        const fields = field.value ? { query: field.value } : {};
        const { files } = await call<Found>(`courant.${module}.media.list`, fields);
        list.replaceChildren(...files.map((file) => entry(file, choose)));
        status.textContent = files.length > 0 ? "" : WORDS.nothing;
      } catch (error) {
        status.textContent = inWords(error as Error);
      }
    };
    let timer: ReturnType<typeof setTimeout>;
    field.addEventListener("input", () => (clearTimeout(timer), (timer = setTimeout(() => void show(), PAUSE))));
    dialog.addEventListener("close", () => choose());
    document.body.append(dialog);
    dialog.showModal();
    void show();
  });
}

function drawn() {
  const make = <K extends keyof HTMLElementTagNameMap>(name: K, fields: object) => Object.assign(document.createElement(name), fields);
  const dialog = make("dialog", { className: "picking", ariaLabel: WORDS.library });
  const form = make("form", { method: "dialog" });
  const field = make("input", { type: "search", ariaLabel: WORDS.search, placeholder: WORDS.search });
  const list = make("ul", {});
  const status = make("p", { role: "status" });
  form.append(field, make("button", { textContent: WORDS.close, formNoValidate: true }));
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  dialog.append(form, status, list);
  return { dialog, field, list, status };
}

function entry(file: Uploaded, choose: (file: Uploaded) => void): HTMLElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("span");
  button.type = "button";
  name.textContent = file.alt || file.title;
  button.title = file.title;
  if (file.content_type.startsWith("image/")) button.append(thumbnail(file));
  button.append(name);
  button.addEventListener("click", () => choose(file));
  item.append(button);
  return item;
}
