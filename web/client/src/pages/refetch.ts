/** Fetches the open page over HTTP and updates the document, for pages and moments without the socket. */

import { all, main } from "../document/elements.js";
import { parsePage } from "../document/parse.js";
import { morphInside } from "../fragments/morph.js";
import { loadFrom } from "./assets.js";

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
  document.title = fresh.title;
  update(main(), content);
  loadFrom(fresh);
  for (const old of all(SHELL)) {
    const { shell, live } = old.dataset;
    const part = fresh.querySelector<HTMLElement>(shell ? `[data-shell="${shell}"]` : `[data-live="${live}"]`);
    if (part && !isOlder(part, old)) update(old, part);
  }
}

/** Whether an event has brought a newer version of a live part while the page was on its way. */
function isOlder(part: HTMLElement, shown: HTMLElement): boolean {
  return Number(part.dataset["version"] ?? 0) < Number(shown.dataset["version"] ?? 0);
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
