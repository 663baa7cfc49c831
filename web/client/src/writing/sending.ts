/**
 * Sends a form over the socket, with its fields as the call's. The text stays in the form until the call has succeeded;
 * then the form is reset, unless it has `data-reset="false"`.
 */

import { WampError } from "../../wamp/index.js";
import type { Answer } from "../contract.js";
import { isDirty } from "../document/dirty.js";
import { rendered } from "../document/elements.js";
import { fields } from "../document/fields.js";
import { parse } from "../document/parse.js";
import { answer } from "../fragments/live.js";
import { release } from "../pages/guard.js";
import { visit } from "../pages/navigation.js";
import { forget } from "../pages/prefetch.js";
import { call } from "../session.js";
import { WORDS as SHARED } from "../words.js";
import { drop, passOn } from "./drafts.js";
import { inWords } from "./failures.js";
import { clearErrors, showError } from "./field-errors.js";
import { report } from "./notices.js";
import { isPlain, post } from "./posting.js";
import { answered, keyOf, persistently } from "./repeating.js";
import { WORDS } from "./words.js";

/** Show an error instead of sending: an ordinary form would lose its text to the browser's own error page. */
function refuse(form: HTMLFormElement): void {
  form.ariaBusy = null;
  clearErrors(form);
  showError(form, SHARED.away, undefined);
}

/** Send a form and show the answer, or the error beside the field concerned; `away`: there is nobody. Never rejects. */
export async function send(
  form: HTMLFormElement,
  button: HTMLElement | null,
  uri: string,
  data: FormData,
  away: boolean,
): Promise<void> {
  if (away) return refuse(form);
  clearErrors(form);
  const written = isDirty(form);
  const done = busy(form, button);
  if (data.has("today")) data.set("today", today());
  try {
    succeed(form, (await asked(form, button, uri, data)) ?? {}, written);
  } catch (error) {
    fail(form, error as Error);
  } finally {
    done();
  }
}

/** The answer to a form; one that is marked `data-once` is sent again after the connection or the service was lost. */
function asked(form: HTMLFormElement, button: HTMLElement | null, uri: string, data: FormData): Promise<Answer | null> {
  const sent = fields(data);
  if (isPlain(form)) return post(form, data, keyOf(form, uri, sent));
  const once = (button?.dataset["call"] ? button : form).dataset["once"] !== undefined;
  return once ? persistently<Answer | null>(uri, { ...sent, idempotency_key: keyOf(form, uri, sent) }) : call(uri, sent);
}

/** The day in the writer's time zone, as 2026-11-23 (Swedish dates are ISO 8601). */
function today(): string {
  return new Date().toLocaleDateString("sv");
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
  answered(form);
  drop(form);
  settle(form, !result.location && form.dataset["reset"] !== "false");
  forget();
  form.closest("#notices > *")?.remove();
  report(result);
  if (result.location) goTo(result.location, isPlain(form));
  else if (written) answer(form); // pushed changes could not touch the form while it was dirty
}

/**
 * Open the page that the service names, without asking about other unsaved text (the other side of a conflict). After a
 * form that web has answered, it is loaded: it has the notice, and its socket is opened with the cookie that was set.
 */
function goTo(address: string, plain: boolean): void {
  release();
  if (plain) location.assign(address);
  else void visit(address);
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
  passOn(form, fresh);
  const old = fresh.firstElementChild === replacement ? form : (form.closest("main > *") ?? form);
  old.replaceWith(fresh);
  rendered(replacement);
  const alert = replacement.querySelector<HTMLElement>("[role=alert]") ?? replacement;
  alert.tabIndex = -1;
  alert.focus();
}
