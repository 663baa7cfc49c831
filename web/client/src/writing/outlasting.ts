/**
 * What happens to an open form when something changes around it. Somebody else saves what it edits: an untouched form
 * takes the newest text, and one with unsent words says who saved and what can be done. Its writer is signed out: the
 * form stays, with its words, and says how to sign in. An edit form's page has the fragment `data-head`, which says who
 * saved last (`data-by`).
 */

import { isDirty } from "../document/dirty.js";
import { all, main, rendered } from "../document/elements.js";
import { morphWhole } from "../fragments/morph.js";
import { forget, pageAt } from "../pages/prefetch.js";
import { connection, onJoin } from "../session.js";
import { WORDS as SHARED } from "../words.js";
import { clearErrors } from "./field-errors.js";
import { noticeIn, say } from "./notices.js";
import { person } from "./person.js";
import { WORDS } from "./words.js";

const EDITING = "form[data-call][data-guard]";
const FORMS = "form[data-call]:has(textarea)";

/** Whose words the forms of this window contain, and the role that they had. */
let [writer, role] = ["", ""];
/** The person and the role of the last session. */
let last = "";
/** Elements that are hidden from visitors, and shown because they contain somebody's words. */
const shown = new Map<HTMLElement, string>();

export function start(): void {
  document.addEventListener("courant:render", ({ target }) => {
    if ((target as HTMLElement).dataset["head"] !== undefined) void saved(target as HTMLElement);
  });
  onJoin(stay);
  if (connection.joined) stay(); // this code arrived later
}

/** Somebody saved what the form beside `head` edits. */
async function saved(head: HTMLElement): Promise<void> {
  const form = main().querySelector<HTMLFormElement>(EDITING);
  if (!form || form.ariaBusy === "true") return;
  if (form.querySelector("[data-shared]") && !isDirty(form)) return void takeNewest(form); // all who write save it
  if (!isDirty(form) && (await takeNewest(form))) say(WORDS.taken(by(head)));
  else if (form.isConnected) notify(form, WORDS.outlasted(by(head)), head.querySelector("a")?.href, WORDS.theirs);
}

/** The newest text, all of it or nothing: a form with an old text must not have the number of the newest. */
async function takeNewest(form: HTMLFormElement): Promise<boolean> {
  forget();
  const page = await pageAt(new URL(location.href), new AbortController().signal).catch(() => undefined);
  const fresh = page?.nodes.querySelector(EDITING);
  if (!fresh || !form.isConnected || isDirty(form)) return false;
  const field = document.activeElement as HTMLInputElement;
  const { selectionStart, selectionEnd } = field;
  morphWhole(form, fresh, "answered");
  if (form.contains(field) && typeof selectionStart === "number") field.setSelectionRange(selectionStart, selectionEnd);
  rendered(form);
  return true;
}

function by(head: HTMLElement): string {
  return head.querySelector("[data-by]")?.textContent || WORDS.somebody;
}

/** The window has joined, perhaps as somebody else: words that are not sent stay where they are, and can be seen. */
function stay(): void {
  const now = person();
  const has = document.documentElement.dataset["role"] ?? "";
  const forms = all<HTMLFormElement>(FORMS, main()).filter(isDirty);
  clearOld(`${now} ${has}`);
  if (now && (!writer || forms.length === 0)) [writer, role] = [now, has];
  if (now) hideAgain();
  for (const form of forms) {
    for (const old of all("[data-signed]", form)) old.remove();
    if (!writer || (now === writer && has === role)) continue;
    notify(form, whatChanged(now), now ? undefined : signIn(), WORDS.signIn, "signed");
    show(form);
  }
}

/** Remove the errors of the past: the window is not offline any more, and others were another person's. */
function clearOld(standing: string): void {
  for (const form of all<HTMLFormElement>(FORMS, main())) {
    const error = form.querySelector("[data-error]")?.textContent.trim();
    if (standing !== last || error === SHARED.away) clearErrors(form);
  }
  last = standing;
}

function whatChanged(now: string): string {
  if (!now) return WORDS.signedOut;
  return now === writer ? WORDS.rights : WORDS.other(now);
}

function signIn(): string {
  return `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

function show(form: HTMLElement): void {
  for (let one: HTMLElement | null = form; one; one = one.parentElement) {
    if (one === document.documentElement || !one.dataset["role"]) continue;
    shown.set(one, one.dataset["role"]);
    delete one.dataset["role"];
  }
}

function hideAgain(): void {
  for (const [element, role] of shown) element.dataset["role"] = role;
  shown.clear();
}

/** A notice at the top of a form, in place of the last one of its kind, with a link that opens beside it. */
function notify(form: HTMLElement, text: string, href?: string, label = "", kind: "saved" | "signed" = "saved"): void {
  for (const old of all(`[data-${kind}]`, form)) old.remove();
  const notice = noticeIn(form, text, kind);
  if (!href) return;
  const link = Object.assign(document.createElement("a"), { href, textContent: label, target: "_blank", rel: "opener" });
  notice.append(link);
}
