/**
 * Decides what happens to a form that is submitted: one marked `data-call` is sent over the socket. Where no socket can
 * open, these are ordinary forms. While the site cannot be reached, they are not sent at all. The code that sends them
 * is loaded when somebody who is signed in sees such a form, or anybody enters one; a form submitted earlier waits for
 * it, and is sent plainly if it cannot load.
 */

import { onRender } from "../document/elements.js";
import { hasFile } from "../document/fields.js";
import { release } from "../pages/guard.js";
import { connection, root } from "../session.js";
import { isAway } from "../shell/indicator.js";
import { WORDS } from "../words.js";

const FORMS = "[data-call], [data-preview], [data-uploads]";

/** Forms that are now sent without the socket. */
const plain = new WeakSet<HTMLFormElement>();

export function start(): void {
  addEventListener("submit", submit);
  onRender((inside) => root.dataset["role"] !== "visitor" && prepare(inside.querySelector(FORMS)));
  addEventListener("focusin", ({ target }) => prepare((target as Element).closest(FORMS)));
}

/** Load the code for writers: pages have their forms for everybody, but most visitors never write. */
function prepare(form: Element | null): void {
  if (form) loaded().catch(() => undefined); // submitting the form tries again
}

/** The code for writers; rejects if it cannot be loaded now. */
export function loaded() {
  return import("./writing.js");
}

function submit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const button = event.submitter;
  const uri = button?.dataset["call"] ?? form.dataset["call"];
  const data = new FormData(form, button);
  if (plain.delete(form)) return release();
  if (event.defaultPrevented || isRefused(form, event)) return;
  const away = uri !== undefined && isAway();
  if (!uri || (!away && (!connection.joined || hasFile(data)))) return release();
  event.preventDefault();
  form.ariaBusy = "true";
  loaded().then(
    ({ send }) => send(form, button, uri, data, away),
    () => (away ? refusePlainly(form) : sendPlainly(form, button)),
  );
}

/** Whether the form is already being sent, or the writer cancels at the confirmation. */
function isRefused(form: HTMLFormElement, event: SubmitEvent): boolean {
  const question = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  const refused = form.ariaBusy === "true" || (question !== undefined && !confirm(question));
  if (refused) event.preventDefault();
  return refused;
}

function refusePlainly(form: HTMLFormElement): void {
  form.ariaBusy = null;
  alert(WORDS.away);
}

function sendPlainly(form: HTMLFormElement, button: HTMLElement | null): void {
  form.ariaBusy = null;
  plain.add(form);
  form.requestSubmit(button);
}
