/** A form for a call: its fields from the schema, its answer or its error in words, and how long it took. */

import { controlFor } from "./fields.js";
import { element, json } from "./elements.js";
import { WORDS } from "./languages.js";

/** How much of an answer is shown (characters). */
const LONGEST = 100_000;

const ERRORS = {
  "wamp.error.no_such_procedure": WORDS.unanswered,
  "wamp.error.not_authorized": WORDS.unauthorized,
  "wamp.error.canceled": WORDS.stopped,
  ConnectionLost: WORDS.lost,
  TimedOut: WORDS.late,
  RangeError: WORDS.large,
};

/** Fill `place` with the form of the call that it names. */
export function offerCall(place, contract, courant) {
  const uri = place.dataset.try;
  const schema = contract.procedures[uri]?.request ?? {};
  const { properties = {}, required = [] } = contract.$defs[schema.$ref?.split("/").pop()] ?? schema;
  const controls = Object.entries(properties).map(([name, one]) =>
    controlFor(name, one, { id: `${uri}-${name}`, required: required.includes(name), structs: contract.$defs }),
  );
  const answer = element("div", { role: "status" });
  const button = element("button", { className: "primary", textContent: "writes" in place.dataset ? WORDS.change : WORDS.call });
  const form = element("form", { noValidate: false }, ...controls.map(({ field }) => field), element("div", { className: "actions" }, button));
  form.setAttribute("aria-label", WORDS.try(uri));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(uri, controls, button, answer, courant);
  });
  place.append(element("h3", { textContent: WORDS.tryIt }), form, answer);
}

async function send(uri, controls, button, answer, courant) {
  for (const { control } of controls) control.removeAttribute("aria-invalid");
  button.setAttribute("aria-busy", "true");
  const started = performance.now();
  const took = () => `${Math.max(1, Math.round(performance.now() - started)).toLocaleString()} ms`;
  try {
    const fields = {};
    for (const { name, read } of controls) {
      const value = await read();
      if (value !== undefined) fields[name] = value;
    }
    const result = await courant.call(uri, fields);
    answer.replaceChildren(element("p", { className: "byline", textContent: WORDS.answered(took()) }), shown(uri, result));
  } catch (error) {
    const at = error.control ?? controls.find(({ name }) => name === error.kwargs?.field)?.control;
    at?.setAttribute("aria-invalid", "true");
    answer.replaceChildren(failed(error, took()));
    at?.focus();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function shown(uri, result) {
  const text = json(result);
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}\n${WORDS.more((text.length - LONGEST).toLocaleString())}` : text;
  const pre = element("pre", { className: "code", tabIndex: 0 }, element("code", { textContent: cut }));
  pre.setAttribute("aria-label", WORDS.answerOf(uri));
  pre.setAttribute("role", "region");
  return pre;
}

function failed(error, time) {
  const own = error.uri?.startsWith("courant.error.") && error.message !== error.uri;
  const words = error.control || own ? error.message : (ERRORS[error.uri ?? error.name] ?? WORDS.failed);
  const notice = element("p", { className: "notice" }, element("span", { textContent: words }));
  notice.dataset.tone = "bad";
  if (error.uri) notice.append(" ", element("code", { textContent: error.uri }), WORDS.after(time));
  return notice;
}
