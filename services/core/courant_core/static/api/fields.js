/** A control for a field of a call, from the field's JSON Schema. */

import { element } from "./elements.js";
import { WORDS } from "./languages.js";

/** Longer texts get a field of several lines (characters). */
const LINE = 300;

/**
 * A control with its label, as {name, field, control, read}. `read` resolves to the field's value, undefined if it is
 * left out; it rejects with an Error that has the control if what was typed is no value.
 */
export function controlFor(name, schema, { id, required, structs }) {
  const one = plain(schema, structs);
  const { control, read } = make(one, required);
  control.id = id;
  control.required = required && !one.nullable && control.type === "number";
  const label = element("label", { htmlFor: id }, element("code", { textContent: name }));
  label.append(required ? "" : element("span", { className: "meta", textContent: WORDS.optional }));
  const field = element("div", { className: "field" }, label, control);
  return { name, field, control, read: async () => (await read(name)) ?? (required ? nothing(one) : undefined) };
}

/** The value of a required field that is left empty. */
function nothing({ nullable, type }) {
  return nullable ? null : { string: "", array: [], object: {} }[type];
}

/** The schema without null among its types, and what a struct is: named fields, written as JSON. */
function plain(schema, structs) {
  const kinds = (schema.anyOf ?? [schema]).filter(({ type }) => type !== "null");
  const nullable = (schema.anyOf ?? []).length > kinds.length;
  const one = kinds.length === 1 ? kinds[0] : {};
  const struct = one.$ref && structs[one.$ref.split("/").pop()];
  return { ...(struct ? { type: "object" } : one), default: schema.default, nullable };
}

function make(one, required) {
  if (one.enum) return choice(one.enum.map((value) => [value, value === "" ? WORDS.empty : String(value)]), required);
  if (one.type === "boolean") return choice([[true, WORDS.yes], [false, WORDS.no]], required);
  if (one.type === "integer" || one.type === "number") return number(one);
  if (one.type === "string" && one.contentEncoding) return file();
  if (one.type === "string") return text(one);
  return structured(one);
}

function choice(values, required) {
  const control = element("select", {}, ...(required ? [] : [new Option(WORDS.leftOut, "")]));
  control.append(...values.map(([, words], index) => new Option(words, String(index))));
  return { control, read: () => (control.value === "" ? undefined : values[Number(control.value)][0]) };
}

function number({ type, minimum, maximum, default: usual }) {
  const control = element("input", { type: "number", step: type === "integer" ? "1" : "any", placeholder: usual ?? "" });
  if (minimum >= Number.MIN_SAFE_INTEGER) control.min = String(minimum);
  if (maximum <= Number.MAX_SAFE_INTEGER) control.max = String(maximum);
  return { control, read: () => (control.value === "" ? undefined : control.valueAsNumber) };
}

function text({ maxLength, default: usual }) {
  const long = maxLength > LINE;
  const control = long ? element("textarea", { rows: 3 }) : element("input", { type: "text" });
  control.placeholder = usual ?? "";
  control.dir = "auto";
  return { control, read: () => control.value || undefined };
}

function file() {
  const control = element("input", { type: "file" });
  return { control, read: async () => control.files[0] && new Uint8Array(await control.files[0].arrayBuffer()) };
}

function structured({ default: usual }) {
  const control = element("textarea", { rows: 2, placeholder: usual === undefined ? "" : JSON.stringify(usual), spellcheck: false });
  control.className = "json";
  return { control, read: (name) => (control.value.trim() === "" ? undefined : parsed(name, control)) };
}

function parsed(name, control) {
  try {
    return JSON.parse(control.value);
  } catch {
    throw Object.assign(new Error(WORDS.json(name)), { control });
  }
}
