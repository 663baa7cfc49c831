/**
 * Keeps what somebody writes in a form on their own device until it is sent: a half-written comment is there again after
 * a click and Back, a reload or a closed tab. Kept by person and address, for a week.
 */

import { all, onRender } from "../document/elements.js";
import { isDirty } from "../document/dirty.js";
import { onJoin } from "../session.js";
import { say } from "./notices.js";
import { person } from "./person.js";
import { WORDS } from "./words.js";

const PREFIX = "courant-draft-";
const WEEK = 7 * 24 * 3600 * 1000;
const FORMS = "form[data-call]:has(textarea)";
/** Fields that are kept; the hidden ones say which text an edit began with, so that a late save merges. */
const FIELDS = "textarea:not([data-shared]), select, input:not([type=file], [type=password], [type=submit], [name=csrfmiddlewaretoken])";

interface Draft {
  readonly at: number;
  readonly values: readonly (readonly [name: string, value: string | boolean])[];
}

/** The forms whose words came back, with the notice that says so. */
const restored = new Map<HTMLFormElement, HTMLElement>();

/** Keep drafts from now on, and bring back those of the open page. */
export function start(): void {
  clean();
  document.addEventListener("input", ({ target }) => keep((target as Element).closest<HTMLFormElement>(FORMS)));
  document.addEventListener("submit", (event) => event.defaultPrevented || drop(event.target as HTMLFormElement));
  document.addEventListener("reset", ({ target }) => drop(target as HTMLFormElement));
  document.addEventListener("click", ({ target }) => discard((target as Element).closest("form [data-discard]")));
  onRender((inside) => {
    for (const form of restored.keys()) if (!form.isConnected) settle(form);
    all<HTMLFormElement>(FORMS, inside).forEach(bring);
  });
  onJoin(() => all<HTMLFormElement>(FORMS).forEach(bring));
}

/** The form was sent, or its words are not wanted any more: neither its own, nor those that a conflict brought into it. */
export function drop(form: HTMLFormElement): void {
  attempt(() => localStorage.removeItem(nameOf(form)));
  attempt(() => localStorage.removeItem(form.dataset["draft"] ?? ""));
  settle(form);
}

/** Nothing that came back is left to decide. */
function settle(form: HTMLFormElement): void {
  restored.get(form)?.remove();
  restored.delete(form);
}

/** `fresh` has forms to send the words of `form` with: what was kept of it stays until one of them is sent. */
export function passOn(form: HTMLFormElement, fresh: ParentNode): void {
  for (const one of all<HTMLFormElement>("form", fresh)) one.dataset["draft"] = form.dataset["draft"] ?? nameOf(form);
}

function discard(link: Element | null): void {
  const form = link?.closest("form");
  if (form) drop(form);
}

function keep(form: HTMLFormElement | null): void {
  if (!form || !person()) return;
  if (!isDirty(form)) return drop(form);
  const draft: Draft = { at: Date.now(), values: fieldsOf(form).map((field) => [field.name, valueOf(field)]) };
  attempt(() => localStorage.setItem(nameOf(form), JSON.stringify(draft)));
}

function bring(form: HTMLFormElement): void {
  const draft = person() && !isDirty(form) ? read(nameOf(form)) : undefined;
  if (!draft) return;
  const before = fieldsOf(form).map((field) => [field, valueOf(field)] as const);
  fieldsOf(form).forEach((field, index) => put(field, draft.values[index]));
  if (!isDirty(form)) return drop(form);
  const notice = say(WORDS.restored);
  restored.set(form, notice);
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: WORDS.discard });
  button.addEventListener("click", () => {
    for (const [field, value] of before) put(field, [field.name, value]);
    drop(form);
  });
  notice.querySelector("button")?.before(button);
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return ([...form.elements] as Field[]).filter((field) => field.name && field.matches(FIELDS));
}

function isChecked(field: Field): field is HTMLInputElement {
  return ["checkbox", "radio"].includes(field.type);
}

function valueOf(field: Field): string | boolean {
  return isChecked(field) ? field.checked : field.value;
}

function put(field: Field, kept: Draft["values"][number] | undefined): void {
  if (!kept || kept[0] !== field.name) return;
  if (isChecked(field)) field.checked = kept[1] === true;
  else field.value = String(kept[1]);
}

function nameOf(form: HTMLFormElement): string {
  return [PREFIX + person(), location.pathname, form.dataset["call"], form.closest("[id]")?.id].join(" ");
}

function read(name: string): Draft | undefined {
  return attempt(() => JSON.parse(localStorage.getItem(name) ?? "null") as Draft | null) ?? undefined;
}

/** Delete what is too old. */
function clean(): void {
  const names = attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) ?? [];
  for (const name of names) if (!((read(name)?.at ?? 0) > Date.now() - WEEK)) attempt(() => localStorage.removeItem(name));
}

/** A browser may refuse storage, or have none left: then nothing is kept. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
