/** Validates URIs before they are sent, because a router closes the connection over a malformed one. */

/** How a subscription matches topics. */
export type Match = "exact" | "prefix" | "wildcard";

const COMPONENT = "[^\\s.#]";
const EXACT = new RegExp(`^${COMPONENT}+(\\.${COMPONENT}+)*$`);
const PATTERN = new RegExp(`^${COMPONENT}*(\\.${COMPONENT}*)*$`);

/** Whether a value is a URI by WAMP's loose rule; patterns (prefix, wildcard) may have empty components. */
export function isUri(value: unknown, match: Match = "exact"): value is string {
  return typeof value === "string" && value !== "" && (match === "exact" ? EXACT : PATTERN).test(value);
}

/** Throws TypeError if the URI is malformed. */
export function checkUri(uri: string, match?: Match): void {
  if (!isUri(uri, match)) throw new TypeError(`not a WAMP URI: ${JSON.stringify(uri)}`);
}
