/**
 * Times: relative ("3 minutes ago") in the first week, where that is more useful than a date. Dates and tooltips are the
 * service's, so that they are written in one style, and a day is the same for every reader. Print shows the date.
 */

import { all, onRender } from "../document/elements.js";
import { root } from "../session.js";
import { WORDS } from "../words.js";

const MINUTE = 60_000;
const HOUR = 60; // in minutes, like all ages
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });

export function start(): void {
  onRender(draw);
  setInterval(draw, MINUTE / 2, root);
}

/** An age (minutes) in words, and `date` from a week on. Up to a day in the future means that a clock is slow. */
export function inWords(age: number, date: string): string {
  const ago = (length: number, unit: Intl.RelativeTimeFormatUnit) => relative.format(-Math.round(age / length), unit);
  // NaN, from what is no moment, is neither.
  if (!(age < 7 * DAY && age >= -DAY)) return date;
  if (age < 1) return WORDS.now;
  return age < HOUR ? ago(1, "minute") : age < DAY ? ago(HOUR, "hour") : ago(DAY, "day");
}

/**
 * Rewrite times. Dates without a time have no zone, and stay as the service wrote them. Nobody asked for the words of a
 * page that loads: where they would take more lines, or fewer, it would move under its reader, and the date stays.
 */
function draw(inside: Element): void {
  const height = (element: Element) => inside === root && element.closest<HTMLElement>("p,li,div")?.offsetHeight;
  const changed = all<HTMLTimeElement>("time[datetime*=T]", inside).map((element) => {
    // A newer rendering of the element removes the attribute.
    const date = (element.dataset["date"] ??= element.textContent);
    const words = inWords((Date.now() - Date.parse(element.dateTime)) / MINUTE, date);
    return [element, date, words, height(element)] as const;
  });
  for (const [element, , words] of changed) if (element.textContent !== words) element.textContent = words;
  for (const [element, date, , before] of changed) if (height(element) !== before) element.textContent = date;
}
