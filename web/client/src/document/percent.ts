/** Percent-encoded text, as paths and hashes of addresses have it. */

/** The text itself; undefined when it is not UTF-8. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
