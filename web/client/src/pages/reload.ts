/** Fetches the open page over HTTP, for pages and moments without the socket; the code for it is loaded when needed. */

/** Fetch the page again and apply its changes; resolves to whether the server answered with a page. */
export async function reload(): Promise<boolean> {
  const code = await import("./refetch.js").catch(() => undefined);
  return code ? code.refetch() : false;
}
