/** Fetches pages by address, in advance when somebody is about to open them; each is stored for a few seconds. */

import type { Page } from "../contract.js";
import { fields } from "../document/fields.js";
import { parse } from "../document/parse.js";
import { call, connection } from "../session.js";
import { addressUnder, pageOf } from "./links.js";
import { isMounted, match, onModules, ready } from "./modules.js";

/** A page with its HTML as nodes, which can be shown once: parsed when it arrives, which may be before the click. */
export interface Fetched extends Page {
  readonly nodes: DocumentFragment;
}

/** How long a pointer rests on a link before we prefetch it, and how long a page stays fresh (milliseconds). */
const INTENT = 65;
const FRESH = 10_000;
const MOST = 20;
const PATIENCE = 8_000;

let timer: ReturnType<typeof setTimeout>;
const kept = new Map<string, { readonly page: Promise<Fetched>; readonly at: number }>();

export function start(): void {
  addEventListener("pointerover", ({ target, pointerType }) => {
    clearTimeout(timer);
    if (pointerType === "mouse") timer = setTimeout(() => prefetch(target), INTENT);
  });
  addEventListener("pointerdown", ({ target }) => prefetch(target)); // a button is held for some 80 ms
  addEventListener("focusin", ({ target }) => prefetch(target));
  connection.watch(({ is }) => is === "joined" || forget()); // those that wait for the first connection stay
  onModules(() => forget());
}

/** Drop all prefetched pages, because something has changed since. */
export function forget(): void {
  kept.clear();
}

/** The page at an address that the client can open. Rejects as `call` does. */
export function pageAt(url: URL, signal: AbortSignal): Promise<Fetched> {
  clearTimeout(timer);
  const found = kept.get(pageOf(url));
  kept.delete(pageOf(url));
  return found && Date.now() - found.at < FRESH ? found.page : ask(url, signal);
}

function prefetch(target: EventTarget | null): void {
  const url = addressUnder(target);
  if (!url || kept.has(pageOf(url)) || pageOf(url) === pageOf(location) || isMounted(url) || savesData()) return;
  const page = ask(url);
  page.catch(() => kept.delete(pageOf(url))); // opening the link asks again, and shows the error
  kept.set(pageOf(url), { page, at: Date.now() });
  setTimeout(() => kept.get(pageOf(url))?.page === page && kept.delete(pageOf(url)), FRESH);
  if (kept.size > MOST) kept.delete(kept.keys().next().value as string);
}

/** Calls the page procedure, once the window can, with the path's named groups and the route's query arguments. */
async function ask(url: URL, signal?: AbortSignal): Promise<Fetched> {
  await ready();
  if (isMounted(url)) return (await import("../mounted/apps.js")).pageAt(url, signal);
  const found = match(url.pathname);
  if (!found) throw new Error(url.pathname);
  const { procedure, query } = found.route;
  const queried = fields([...url.searchParams].filter(([name]) => query.includes(name)));
  const options = { timeout: PATIENCE, ...(signal && { signal }) };
  const page = await call<Page>(procedure, { ...queried, ...found.named }, options);
  return { ...page, nodes: parse(page.html) };
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
