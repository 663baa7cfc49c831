/** Fetches the open page over HTTP and updates the document, for pages and moments without the socket. */

import { outlasts } from "../document/dirty.js";
import { all, main } from "../document/elements.js";
import { parsePage } from "../document/parse.js";
import { morphInside } from "../fragments/morph.js";
import { loadFrom } from "./assets.js";
import { adopt } from "./head-tags.js";

const PATIENCE = 10_000;
/** The parts of the shell that are updated too: live fragments, and parts that depend on who is signed in. */
const SHELL = ":is([data-shell], [data-live]):not(main *)";

/**
 * Fetch the page again and apply its changes; resolves to whether the server answered with a page.
 * With `sound`, a page that reports a fault of the server does not replace the open one.
 */
export async function refetch(sound = false): Promise<boolean> {
  const address = location.href;
  const fresh = await fetchPage(address, sound).catch(() => undefined);
  const content = fresh?.getElementById("main");
  if (!fresh || !content) return false;
  if (address === location.href) takeOver(fresh, content);
  return true;
}

function takeOver(fresh: Document, content: HTMLElement): void {
  for (const shown of all("[data-live]")) keepNewer(shown, fresh);
  if (!outlasts(Number(content.dataset["status"])) && !isApp()) takeOverPage(fresh, content);
  for (const old of all(SHELL)) {
    const { shell } = old.dataset;
    const part = shell ? fresh.querySelector<HTMLElement>(`[data-shell="${shell}"]`) : same(old, fresh);
    if (part) update(old, part);
  }
}

/** Whether a mounted Django app's page is open: its own scripts have changed it, and it is not live. */
function isApp(): boolean {
  return main().querySelector("courant-app") !== null;
}

function takeOverPage(fresh: Document, content: HTMLElement): void {
  document.title = fresh.title;
  adopt(fresh);
  update(main(), content);
  loadFrom(fresh);
}

/** Events may have brought newer versions of fragments while the page was on its way: they take its place there. */
function keepNewer(shown: HTMLElement, fresh: Document): void {
  const part = same(shown, fresh);
  if (part && Number(part.dataset["version"]) < Number(shown.dataset["version"])) part.replaceWith(shown.cloneNode(true));
}

function same(shown: HTMLElement, fresh: Document): HTMLElement | null {
  return fresh.querySelector(`[data-live="${shown.dataset["live"]}"]`);
}

function update(old: HTMLElement, fresh: HTMLElement): void {
  Object.assign(old.dataset, { ...fresh.dataset });
  const content = document.createDocumentFragment();
  content.append(...fresh.childNodes);
  morphInside(old, content, "pushed");
}

async function fetchPage(address: string, sound: boolean): Promise<Document | undefined> {
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(address, { headers: { Accept: "text/html" }, signal });
  if (sound && response.status >= 500) return undefined;
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html") && !response.redirected;
  return isPage ? parsePage(await response.text()) : undefined;
}
