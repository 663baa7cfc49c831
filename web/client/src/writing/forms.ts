/**
 * Forms marked `data-call` are sent over the socket: their fields are the call's. What was typed stays until the answer
 * says that it arrived; then the form is empty again, unless it says `data-reset="false"`. Where no socket can open they
 * are ordinary forms; where nothing can be reached at the moment they are not sent at all.
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

/** Whether it is being sent already, or the writer thinks better of it. */
function isRefused(form: HTMLFormElement, event: SubmitEvent): boolean {
  const question = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  const refused = form.ariaBusy === "true" || (question !== undefined && !confirm(question));
  if (refused) event.preventDefault();
  return refused;
}

/** An ordinary form would lose its words to the browser's own page about a site that cannot be reached. */
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

/** Nothing can be sent twice; returns what ends that, and gives the focus back. */
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
  else if (written) answer(form); // while it was being written, nothing pushed could touch it
}

/** The service says where to go on; what else was begun on this page (the other side of a conflict) is settled by that. */
function goTo(location: string): void {
  release();
  void visit(location);
}

/** What was typed has arrived: the form is as new, or keeps its values as its own. */
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
 * Somebody was faster: the service's own form, with both texts in it, stands in for ours until it is sent. When it comes
 * with a layout of its own, it stands in for the one around ours.
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
