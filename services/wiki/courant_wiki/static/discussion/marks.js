/** Shows the passages of threads in the article, without a change of its elements (CSS Custom Highlight API). */

import { Words } from "./words.js";

/** The range of each thread's passage, in the article as it is. */
let ranges = new Map();
/** The thread whose passage is shown more clearly. */
let lit;

/** Find the passages of the threads on the page, and show them. */
export function draw(article, threads) {
  const listed = [...(threads?.children ?? [])].filter((one) => one.dataset.exact);
  const words = article && listed.length ? new Words(article) : undefined;
  ranges = new Map(listed.flatMap((one) => rangeOf(words, one)));
  show("passages", ranges.values());
  if (lit) light(lit.isConnected ? lit : undefined);
}

/** The range of a thread's passage. */
export function passageOf(thread) {
  return ranges.get(thread);
}

/** The thread with the shortest passage at a point of the window. */
export function threadAt(x, y) {
  const hit = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
  const found = [...ranges].filter(([, range]) => [...range.getClientRects()].some(hit));
  return found.sort(([, one], [, other]) => String(one).length - String(other).length)[0]?.[0];
}

/** Show one passage more clearly than the others. */
export function light(thread) {
  lit = thread;
  const range = ranges.get(thread);
  show("passage", range ? [range] : []);
}

/** Show the words of a quotation as clearly, while somebody comments on them. */
export function lightWords(article, quote) {
  const words = new Words(article);
  const place = words.find(quote);
  lit = undefined;
  show("passage", place ? [words.range(...place)] : []);
}

function rangeOf(words, thread) {
  const { exact, prefix, suffix, nth } = thread.dataset;
  const place = words.find({ exact, prefix, suffix, nth: Number(nth) });
  return place ? [[thread, words.range(...place)]] : [];
}

function show(name, found) {
  if (!CSS.highlights) return;
  const highlight = new Highlight(...found);
  if (name === "passage") highlight.priority = 1;
  CSS.highlights.set(name, highlight);
}
