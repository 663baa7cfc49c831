/**
 * Shows people what they may do with what is their own: everybody gets the same HTML, in which `data-author` says whose
 * an element is, and `data-own` marks the controls in it for its author. One with `data-seconds` is shown for so long
 * after the first `<time>` of the element. The service authorizes every call.
 */

import { all, onRender } from "../document/elements.js";
import { reader } from "./person.js";

/** The longest time that a browser can wait (2³¹ milliseconds), more or less. */
const LONGEST = 2_000_000_000;

const sheet = new CSSStyleSheet();
let timer: ReturnType<typeof setTimeout>;

export function start(): void {
  document.adoptedStyleSheets.push(sheet);
  onRender(show);
}

/** Write the rules that show the controls: attributes would be lost when the element is rendered again. */
function show(): void {
  clearTimeout(timer);
  const name = reader();
  const now = Date.now();
  const ends: number[] = [];
  const shown = all("[data-author][id]").filter((one) => name && one.dataset["author"] === name);
  const selectors = shown.flatMap((one) => all("[data-own]", one).flatMap((control) => {
    const end = endOf(one, control);
    if (end <= now) return [];
    if (end < Infinity) ends.push(end);
    return `#${CSS.escape(one.id)} [data-own="${control.dataset["own"]}"]`;
  }));
  sheet.replaceSync(selectors.length > 0 ? `${selectors.join()} { display: inline-flex }` : "");
  if (ends.length > 0) timer = setTimeout(show, Math.min(...ends.map((end) => end - now), LONGEST));
}

function endOf(one: Element, control: HTMLElement): number {
  const { seconds } = control.dataset;
  return seconds ? Date.parse(one.querySelector("time")?.dateTime ?? "") + Number(seconds) * 1000 : Infinity;
}
