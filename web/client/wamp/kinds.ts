/** The types of value in WAMP messages, and the checks for them. */

/** An identifier: an integer from 1 to 2^53. */
export type Id = number;
export type Dict = { readonly [key: string]: unknown };
export type List = readonly unknown[];

/** Whether a value is a WAMP identifier. */
export function isId(value: unknown): value is Id {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 2 ** 53;
}

/** Whether a value is a map (a JSON object). */
export function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** A check for a list whose items all pass the given check. */
export function listOf(test: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(test);
}

/** A check for one of the given words. */
export function oneOf(...words: readonly string[]): (value: unknown) => boolean {
  return (value) => words.includes(value as string);
}
