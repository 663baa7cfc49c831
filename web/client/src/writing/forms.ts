/**
 * Sends forms marked `data-call` over the socket, with their fields as the call's. The text stays in the form until the
 * call has succeeded; then the form is reset, unless it has `data-reset="false"`. Where no socket can open, these are
 * ordinary forms. While the site cannot be reached, they are not sent at all.
 */

import { WampError } from "../../wamp/index.js";
import type { Answer } from "../contract.js";
import { isDirty } from "../document/dirty.js";
import { rendered } from "../document/elements.js";
import { fields, hasFile } from "../document/fields.js";
import { parse } from "../document/parse.js";
import { inWords } from "../failures.js";
import { answer } from "../fragments/live.js";
import { release } from "../pages/guard.js";
import { visit } from "../pages/navigation.js";
import { forget } from "../pages/prefetch.js";
import { call, connection } from "../session.js";
import { isAway } from "../shell/indicator.js";
import { tell } from "../shell/notices.js";
import { WORDS } from "../words.js";
import { clearErrors, showError } from "./field-errors.js";

export function start(): void {
  document.addEventListener("submit", submit);
}

function submit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const uri = event.submitter?.dataset["call"] ?? form.dataset["call"];
  const data = new FormData(form, event.submitter);
  if (event.defaultPrevented || isRefused(form, event)) return;
  const away = uri !== undefined && isAway();
  if (!uri || (!away && (!connection.joined || hasFile(data)))) return release();
  event.preventDefault();
  if (away) return refuse(form);
  void send(form, event.submitter, uri, data);
}

/** Whether the form is already being sent, or the writer cancels at the confirmation. */
function isRefused(form: HTMLFormElement, event: SubmitEvent): boolean {
  const question = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  const refused = form.ariaBusy === "true" || (question !== undefined && !confirm(question));
  if (refused) event.preventDefault();
  return refused;
}

/** Show an error instead of sending: an ordinary form would lose its text to the browser's own error page. */
function refuse(form: HTMLFormElement): void {
  clearErrors(form);
  showError(form, WORDS.away, undefined);
}

async function send(form: HTMLFormElement, button: HTMLElement | null, uri: string, data: FormData): Promise<void> {
  clearErrors(form);
  const written = isDirty(form);
  const done = busy(form, button);
  try {
    succeed(form, (await call<Answer | null>(uri, fields(data))) ?? {}, written);
  } catch (error) {
    fail(form, error as Error);
  } finally {
    done();
  }
}

/** Prevent the form from being sent twice; the returned function ends that and restores the focus. */
function busy(form: HTMLFormElement, button: HTMLElement | null): () => void {
  const focused = document.activeElement;
  const buttons = [...form.elements].filter((element) => element.matches(":is(button, [type=submit]):not([disabled])"));
  const marked = [form, button ?? form];
  for (const element of marked) element.ariaBusy = "true";
  for (const element of buttons) element.toggleAttribute("disabled", true);
  return () => {
    for (const element of marked) element.ariaBusy = null;
    for (const element of buttons) element.removeAttribute("disabled");
    if (focused instanceof HTMLElement && document.activeElement === document.body) focused.focus();
  };
}

function succeed(form: HTMLFormElement, result: Answer, written: boolean): void {
  settle(form, !result.location && form.dataset["reset"] !== "false");
  forget();
  tell(result);
  if (result.location) goTo(result.location);
  else if (written) answer(form); // pushed changes could not touch the form while it was dirty
}

/** Open the page that the service names, without asking about other unsaved text (the other side of a conflict). */
function goTo(location: string): void {
  release();
  void visit(location);
}

/** After a successful call: reset the form, or make its current values the saved ones. */
function settle(form: HTMLFormElement, reset: boolean): void {
  delete form.dataset["dirty"];
  if (reset) return form.reset();
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.defaultValue = field.value;
    if (field instanceof HTMLInputElement) Object.assign(field, adopted(field));
    if (field instanceof HTMLSelectElement) for (const one of field.options) one.defaultSelected = one.selected;
  }
}

function adopted(field: HTMLInputElement): Partial<HTMLInputElement> {
  return ["checkbox", "radio"].includes(field.type)
    ? { defaultChecked: field.checked }
    : { defaultValue: field.value };
}

function fail(form: HTMLFormElement, error: Error): void {
  const html = error instanceof WampError ? error.kwargs["html"] : undefined;
  if (typeof html === "string") return offer(form, html);
  showError(form, inWords(error), error instanceof WampError && error.kwargs["field"]);
}

/**
 * After an edit conflict: replace our form by the service's, which contains both texts. If the service's form comes
 * inside a layout, replace the layout around ours as well.
 */
function offer(form: HTMLFormElement, html: string): void {
  const fresh = parse(html);
  const replacement = fresh.querySelector("form");
  if (!replacement) return showError(form, WORDS.failed, undefined);
  replacement.dataset["dirty"] = "";
  const old = fresh.firstElementChild === replacement ? form : (form.closest("main > *") ?? form);
  old.replaceWith(fresh);
  rendered(replacement);
  const alert = replacement.querySelector<HTMLElement>("[role=alert]") ?? replacement;
  alert.tabIndex = -1;
  alert.focus();
}
