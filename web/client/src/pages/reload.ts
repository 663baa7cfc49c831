/** Fetches the open page over HTTP, for pages and moments without the socket; the code for it is loaded when needed. */

/**
 * Fetch the page again and apply its changes; resolves to whether the server answered with a page.
 * With `sound`, a page that reports a fault of the server does not replace the open one.
 */
export async function reload(sound = false): Promise<boolean> {
  const code = await import("./refetch.js").catch(() => undefined);
  return code ? code.refetch(sound) : false;
}
