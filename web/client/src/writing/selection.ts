/**
 * Selecting several cards of a list: each has a checkbox. Shift selects all from the last one on; on the keyboard the
 * arrow keys go from one to the next. What is selected stays so when the list is rendered again.
 */

import { all, main } from "../document/elements.js";

const BOXES = ".library input[type=checkbox]";
const chosen = new Set<string>();
let last = "";
let told: () => void = () => undefined;

/** The checkboxes, in their order. */
export function boxes(): HTMLInputElement[] {
  return all<HTMLInputElement>(BOXES, main());
}

/** Those that are selected. */
export function selected(): HTMLInputElement[] {
  return boxes().filter(({ checked }) => checked);
}

/** Select these and no others. */
export function select(ones: readonly HTMLInputElement[]): void {
  chosen.clear();
  for (const { value } of ones) chosen.add(value);
  show();
}

/** Call `tell` when something else is selected. */
export function onChoice(tell: () => void): void {
  told = tell;
}

/**
 * Take the focus from a checkbox for a moment, since a new rendering leaves the focused one and its card as they are.
 * The returned function gives it back: to the one at its place, if that card has gone.
 */
export function withoutFocus(): () => void {
  const box = document.activeElement;
  if (!isBox(box)) return () => undefined;
  const at = boxes().indexOf(box);
  box.blur();
  return () => {
    const list = boxes();
    const again = list.find(({ value }) => value === box.value) ?? list[Math.min(at, list.length - 1)];
    if (document.activeElement === document.body) again?.focus({ preventScroll: true });
  };
}

/** Follow what people select; `remove` is called when they press Delete. */
export function start(remove: () => void): void {
  document.addEventListener("click", click);
  document.addEventListener("change", ({ target }) => isBox(target) && take(target));
  document.addEventListener("keydown", (event) => key(event, remove));
  document.addEventListener("reset", ({ target }) => (target as Element).matches("form.chosen") && select([]), true);
  document.addEventListener("courant:render", ({ target }) => (target as Element) === main() && show());
}

function isBox(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.matches(BOXES);
}

/** Whatever the rendering says, what is selected is what people selected; it is no change that anybody would lose. */
function show(): void {
  const present = new Set(boxes().map(({ value }) => value));
  for (const value of chosen) if (!present.has(value)) chosen.delete(value);
  for (const box of boxes()) box.checked = box.defaultChecked = chosen.has(box.value);
  told();
}

function take({ value, checked }: HTMLInputElement): void {
  if (checked) chosen.add(value);
  else chosen.delete(value);
  last = value;
  show();
}

/** A click with Shift gives all from the last one on the state of the one that is clicked. */
function click(event: MouseEvent): void {
  const box = event.target;
  if (!isBox(box) || !event.shiftKey) return;
  extend(box, box.checked);
}

function extend(to: HTMLInputElement, checked: boolean): void {
  const list = boxes();
  const ends = [list.findIndex(({ value }) => value === last), list.indexOf(to)].sort((a, b) => a - b) as [number, number];
  for (const { value } of list.slice(Math.max(ends[0], 0), ends[1] + 1)) {
    if (checked) chosen.add(value);
    else chosen.delete(value);
  }
}

function key(event: KeyboardEvent, remove: () => void): void {
  const box = event.target;
  if (!isBox(box)) return;
  const command = (event.ctrlKey || event.metaKey) && event.key === "a" ? "all" : event.key;
  const to = neighbour(box, event.key);
  if (command === "all") select(boxes());
  else if (command === "Escape" && chosen.size > 0) select([]);
  else if (command === "Delete" && chosen.size > 0) remove();
  else if (to) go(box, to, event.shiftKey);
  else return;
  event.preventDefault();
}

function go(from: HTMLInputElement, to: HTMLInputElement, extending: boolean): void {
  if (extending) {
    last = from.value;
    extend(to, true);
    last = to.value;
    show();
  }
  to.focus();
}

/** The checkbox to which an arrow key leads: the next one in the text's direction, or the one above or below. */
function neighbour(box: HTMLInputElement, name: string): HTMLInputElement | undefined {
  const list = boxes();
  const at = list.indexOf(box);
  const forward = getComputedStyle(box).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (name === "ArrowLeft" || name === "ArrowRight") return list[name === forward ? at + 1 : at - 1];
  const x = box.getBoundingClientRect().left;
  const column = list.filter((one) => Math.abs(one.getBoundingClientRect().left - x) < 2);
  if (name === "ArrowDown") return column[column.indexOf(box) + 1];
  return name === "ArrowUp" ? column[column.indexOf(box) - 1] : undefined;
}
