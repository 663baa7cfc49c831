/** Times in the reader's time zone: relative ("3 minutes ago") where that is more useful than a date. */

import { all, onRender } from "../document/elements.js";

const MINUTE = 60_000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 24 * 60 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
];
/** From this age on, show a date (milliseconds). */
const OLD = 7 * 24 * 60 * MINUTE;

const language = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const date = new Intl.DateTimeFormat(language, { dateStyle: "long" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });

export function start(): void {
  onRender(draw);
  setInterval(() => draw(document.documentElement), MINUTE / 2);
}

/** A moment in words, relative to `now`. */
export function inWords(moment: Date, now: Date): string {
  const distance = moment.getTime() - now.getTime();
  if (Math.abs(distance) >= OLD) return date.format(moment);
  const [unit, length] = UNITS.find(([, long]) => Math.abs(distance) >= long) ?? ["second", Infinity];
  return relative.format(Math.round(distance / length) || 0, unit);
}

/** Rewrite times. Dates without a time have no zone, and stay as the service wrote them. */
function draw(inside: Element): void {
  for (const element of all<HTMLTimeElement>("time[datetime*=T]", inside)) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const words = inWords(moment, new Date());
    if (element.textContent !== words) element.textContent = words;
    element.title = exact.format(moment);
  }
}
