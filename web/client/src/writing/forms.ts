/**
 * Decides what happens to a form that is submitted: one marked `data-call` is sent over the socket. Where no socket can
 * open, these are ordinary forms. While the site cannot be reached, they are not sent at all. The code that sends them
 * is loaded when a page has such a form; a form submitted earlier waits for it, and is sent plainly if it cannot load.
 */

import { all, onRender } from "../document/elements.js";
import { hasFile } from "../document/fields.js";
import { release } from "../pages/guard.js";
import { connection } from "../session.js";
import { isAway } from "../shell/indicator.js";
import { WORDS } from "../words.js";

/** Forms that are now sent without the socket. */
const plain = new WeakSet<HTMLFormElement>();

export function start(): void {
  document.addEventListener("submit", submit);
  document.addEventListener("input", ({ target }) => {
    const source = target instanceof Element && target.closest<HTMLElement>("[data-preview]");
    if (source) void loaded().then(({ preview }) => preview(source), () => undefined);
  });
  onRender(() => all("[data-call], [data-preview]").length > 0 && void loaded().catch(() => undefined));
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
    ({ send, refuse }) => (away ? refuse(form) : send(form, button, uri, data)),
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
