/** Short messages at the edge of the window, which can be dismissed and may offer to undo an action. */

import type { Answer, Undo } from "../contract.js";
import { main, part } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { refresh } from "../pages/navigation.js";
import { call } from "../session.js";
import { inWords } from "./failures.js";
import { WORDS } from "./words.js";

type Tone = "good" | "bad";

const ICONS = { good: "circle-check", bad: "circle-alert" };
/** How long success notices stay, without and with an undo button (milliseconds). Errors stay until dismissed. */
const READ = 8_000;
const REGRET = 20_000;
/** Fields that name what a call is about. */
const THING = ["id", "name", "path", "to"];

/** The notices about what was done, with what they offer to undo. */
const done = new Map<HTMLElement, Undo | undefined>();

/** What was pressed last, which no notice may cover. */
let pressed: Element | null = document.activeElement;
document.addEventListener("click", ({ target }) => press(target as Element), true);
addEventListener("popstate", () => supersede());

function press(element: Element): void {
  pressed = element;
  if (element.closest("a[href]:not([href^='#'])")) supersede();
}

/** Show the notice of an answer, with its undo button if it has one. */
export function report({ notice = "", undo, location }: Answer): void {
  if (!notice) return;
  if (location) pressed = null; // another page comes
  supersede(undo);
  const element = say(notice, "good");
  done.set(element, undo ?? undefined);
  if (undo) element.querySelector("button")?.before(undoButton(undo, element));
  fade(element, undo ? REGRET : READ);
}

/** Remove the notices with nothing to undo, which are of the past, and those about what has just been changed again. */
function supersede(again?: Undo | null): void {
  for (const [element, undo] of done) {
    if (undo && element.isConnected && !(again && isSame(undo, again))) continue;
    element.remove();
    done.delete(element);
  }
}

/** Whether both calls are about one thing; the number of a comment may also be that of a post. */
function isSame(one: Undo, other: Undo): boolean {
  const things = thingsOf(one);
  return kindOf(one) === kindOf(other) && thingsOf(other).some((thing) => things.includes(thing));
}

function kindOf({ call: uri }: Undo): string {
  return uri.slice(0, uri.lastIndexOf("."));
}

function thingsOf({ fields }: Undo): unknown[] {
  return THING.map((name) => fields[name]).filter((thing) => thing !== undefined);
}

/** Show one sentence, which can be dismissed. */
export function say(text: string, tone: Tone = "good"): HTMLElement {
  const element = noticeOf(text, tone);
  const button = parse(
    `<button class="quiet" type="button"><svg class="icon" aria-hidden="true"><use href="#icon-x"></use></svg>` +
      `<span class="visually-hidden"></span></button>`,
  ).firstElementChild as HTMLElement;
  (button.lastElementChild as HTMLElement).textContent = WORDS.dismiss;
  button.addEventListener("click", () => element.remove());
  element.append(button);
  const notices = part("notices");
  notices?.append(element);
  notices?.toggleAttribute("data-top", pressed !== null && isUnder(notices, pressed));
  return element;
}

function isUnder(notices: HTMLElement, button: Element): boolean {
  notices.removeAttribute("data-top");
  const { top, bottom } = button.getBoundingClientRect();
  return bottom > notices.getBoundingClientRect().top && top < innerHeight;
}

/** The element that shows a sentence. */
function noticeOf(text: string, tone: Tone): HTMLElement {
  const icon = `<svg class="icon" aria-hidden="true"><use href="#icon-${ICONS[tone]}"></use></svg>`;
  const html = `<div class="notice" data-tone="${tone}">${icon}<p></p></div>`;
  const element = parse(html).firstElementChild as HTMLElement;
  (element.lastElementChild as HTMLElement).textContent = text;
  return element;
}

/** Show a sentence at the top of a form, and read it aloud; `data-<mark>` is how it is found again. */
export function noticeIn(form: HTMLElement, text: string, mark: string): HTMLElement {
  const element = noticeOf(text, "bad");
  element.dataset[mark] = "";
  element.role = "alert";
  form.prepend(element);
  return element;
}

function undoButton({ call: uri, fields, label }: Undo, element: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: label });
  button.addEventListener("click", () => void undo(uri, fields, element));
  return button;
}

async function undo(uri: string, fields: Undo["fields"], element: HTMLElement): Promise<void> {
  element.remove();
  await call<Answer | null>(uri, fields).then(
    (answer) => {
      report({ notice: WORDS.undone, ...answer });
      // A page for one person has no live fragments.
      if (answer?.location === location.pathname && main().dataset["audience"] === "personal") void refresh();
    },
    (error: Error) => say(inWords(error), "bad"),
  );
}

/** Remove a notice after a delay, but not while it has the pointer or the keyboard focus. */
function fade(element: HTMLElement, wait: number): void {
  setTimeout(() => {
    if (element.matches(":hover, :focus-within")) fade(element, READ);
    else element.remove();
  }, wait);
}
