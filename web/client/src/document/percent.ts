/** Percent-encoding, as used in the path and the hash of an address. */

/** The decoded text; undefined if it is not UTF-8. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
