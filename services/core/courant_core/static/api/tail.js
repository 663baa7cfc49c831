/** The live tail of a topic: its last events, which can be paused and cleared. */

import { element, json } from "./elements.js";
import { WORDS } from "./languages.js";

/** How many events are shown. */
const MOST = 100;

/** How much of an event is shown (characters). */
const LONGEST = 2_000;

/** Open tails: the place of each, and how to end it. */
const open = new Map();

/** Fill `place` with what it needs to watch the topic that it names. */
export function offerTail(place, courant) {
  const pattern = place.dataset.tail;
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const inputs = names.map((name) => parameter(`${pattern}-${name}`, name));
  const begin = element("button", { type: "submit", textContent: WORDS.watch });
  const form = element("form", {}, ...inputs, element("div", { className: "actions" }, begin));
  form.setAttribute("aria-label", WORDS.watchThis(pattern));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries(inputs.map((one, index) => [names[index], one.querySelector("input").value]));
    end(place);
    watch(place, pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]), courant);
  });
  place.append(element("h3", { textContent: WORDS.watchIt }), form);
}

/** End the tails of pages that are gone. */
export function leave() {
  for (const place of open.keys()) if (!place.isConnected) end(place);
}

function end(place) {
  open.get(place)?.();
  open.delete(place);
}

function parameter(id, name) {
  return element("div", { className: "field" }, element("label", { htmlFor: id }, element("code", { textContent: name })), element("input", { id, required: true }));
}

function watch(place, topic, courant) {
  const state = element("p", { className: "byline", role: "status", textContent: WORDS.asking(topic) });
  const list = element("ol");
  const log = element("div", { className: "events", tabIndex: 0, role: "log" }, list);
  log.setAttribute("aria-label", WORDS.eventsOf(topic));
  const view = { list, waiting: [], paused: false, drawing: 0 };
  const pause = element("button", { type: "button", textContent: WORDS.pause });
  pause.setAttribute("aria-pressed", "false");
  pause.addEventListener("click", () => {
    view.paused = !view.paused;
    pause.setAttribute("aria-pressed", String(view.paused));
    draw(view);
  });
  const clear = element("button", { type: "button", className: "quiet", textContent: WORDS.clear });
  clear.addEventListener("click", () => (view.waiting.splice(0), list.replaceChildren()));
  const box = element("div", { className: "watched" }, state, element("div", { className: "actions" }, pause, clear), log);
  place.append(box);
  const subscription = courant.subscribe(topic, (fields) => note(view, fields));
  subscription.confirmed.then(
    () => (state.textContent = WORDS.watching(topic, MOST)),
    () => (state.textContent = WORDS.unwatchable(topic)),
  );
  open.set(place, () => (subscription.cancel(), box.remove()));
}

/** Note an event; the list is drawn once for each frame, however many arrive. */
function note(view, fields) {
  view.waiting.push([new Date(), json(fields, 0).slice(0, LONGEST)]);
  if (view.waiting.length > MOST) view.waiting.shift();
  view.drawing ||= requestAnimationFrame(() => ((view.drawing = 0), draw(view)));
}

function draw({ list, waiting, paused }) {
  if (paused) return;
  for (const [at, text] of waiting.splice(0)) {
    const time = element("time", { dateTime: at.toISOString(), textContent: at.toLocaleTimeString() });
    list.prepend(element("li", {}, time, " ", element("code", { textContent: text })));
  }
  while (list.childElementCount > MOST) list.lastElementChild.remove();
}
