/**
 * Converts a form's entries to the fields of a call. A name that ends in `[]`, or that occurs more than once, becomes a
 * list; everything else becomes one string. Files are left out, because they are not sent over WAMP.
 */

import type { Dict } from "../../wamp/index.js";

/**
 * The token of Django's own forms (`csrfmiddlewaretoken`): no other site can make calls. What describes a file
 * (`upload_alt`) goes with it, over HTTP.
 */
const LEFT_OUT = /^(csrfm|upload_a)/;

export function fields(entries: Iterable<[string, FormDataEntryValue]>): Dict {
  const found = new Map<string, string | string[]>();
  for (const [key, value] of entries) {
    if (typeof value === "string" && !LEFT_OUT.test(key)) add(found, key, value.replaceAll("\0", ""));
  }
  return Object.fromEntries(found);
}

function add(found: Map<string, string | string[]>, key: string, value: string): void {
  const name = key.replace(/\[\]$/, "");
  const before = found.get(name);
  if (before === undefined) found.set(name, name === key ? value : [value]);
  else found.set(name, [before, value].flat());
}

/** Whether a file was chosen in this form. */
export function hasFile(data: FormData): boolean {
  return [...data.values()].some((value) => typeof value !== "string" && value.size > 0);
}
