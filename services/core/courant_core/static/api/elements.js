/** Elements and JSON, written without markup: what modules and people send is text here, never HTML. */

import { WORDS } from "./languages.js";

/** An element with these properties and children. */
export function element(tag, properties = {}, ...children) {
  const { role, ...others } = properties;
  const made = Object.assign(document.createElement(tag), others);
  if (role) made.setAttribute("role", role);
  made.append(...children);
  return made;
}

/** A value as JSON for people: bytes are only counted. */
export function json(value, indent = 2) {
  return JSON.stringify(value, (_, one) => (one instanceof Uint8Array ? WORDS.bytes(one.length.toLocaleString()) : one), indent) ?? "null";
}
