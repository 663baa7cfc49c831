/** Navigation over the socket: links, GET forms and the history open pages without leaving the document. */

import { main } from "../document/elements.js";
import { afterPaint } from "../document/paint.js";
import { connection, onJoin } from "../session.js";
import { WORDS } from "../words.js";
import { mayLeave } from "./guard.js";
import { addressOf, addressOfForm, isOurs, pageOf } from "./links.js";
import { condition, match, onModules } from "./modules.js";
import { showPage, updatePage } from "./page.js";
import { pageAt, type Fetched } from "./prefetch.js";
import { withProgress } from "./progress.js";
import { reload } from "./reload.js";
import * as scroll from "./scroll.js";

export type How = "push" | "replace";

const MOST_REDIRECTS = 5;

let open = pageOf(location);
let at = 0;
let visiting = new AbortController();
/** The address that is being opened. */
let going = "";
let shown: () => void = () => undefined;

/** Handle the links, forms and history entries of our pages; `onShow` is called for each page that opens. */
export function start(onShow: () => void): void {
  shown = onShow;
  at = scroll.entry().at;
  addEventListener("click", follow); // on the window: code of a mounted app, which may be on the document, comes first
  addEventListener("submit", submit);
  addEventListener("popstate", () => void travel());
  afterPaint(seek);
  onModules(renew);
  onJoin(renew);
}

/** Open an address: over the socket if the client can, otherwise as a link would. */
export async function visit(address: string | URL, how: How = "push"): Promise<void> {
  const url = new URL(address, location.href);
  if (!mayLeave()) return;
  const found = await fetched(url, () => leave(url, how));
  if (!found) return;
  const same = found.url.href === location.href;
  enter(found.url, same ? "replace" : how);
  show(found.page, found.url.hash);
  seek();
}

/** Look elsewhere for what the address points to, if the open page says where it may be. */
function seek(): void {
  const place = location.hash && document.querySelector<HTMLElement>("[data-elsewhere]");
  if (place) import("./elsewhere.js").then(({ seek }) => seek(place), () => undefined);
}

/** Fetch the open page again, without touching anything that somebody is writing. */
export async function refresh(): Promise<void> {
  const url = new URL(location.href);
  if (going && going !== url.href) return; // somebody has clicked on
  const found = await fetched(url, reload);
  if (!found) return;
  if (found.url.href !== url.href) enter(found.url, "replace");
  updatePage(found.page);
  shown(); // it may be for other people now
}

/** Fetch the open page again if what it shows is no longer so. */
export function renew(): void {
  if (isOutdated()) void refresh();
}

/** Change the path of the open page; query, hash and history entry stay the same. */
export function relocate(path: string): void {
  history.replaceState(history.state, "", path + location.search + location.hash);
  open = pageOf(location);
  shown();
}

/**
 * Whether the open page is a 503 error page, or nobody's although a module has its address now, or its module was
 * restarted, suspended or removed since it was opened.
 */
function isOutdated(): boolean {
  const { status, module } = main().dataset;
  if (status === "503" || (status === "404" && !module && match(location.pathname))) return true;
  return ["back", "suspended", "gone"].includes(condition() ?? "");
}

function follow(event: MouseEvent): void {
  const url = addressOf(event);
  if (!url) return;
  event.preventDefault();
  if (url.href !== going) void visit(url); // the second click of a double click changes nothing
}

function submit(event: SubmitEvent): void {
  const url = event.defaultPrevented ? undefined : addressOfForm(event.target as HTMLFormElement, event.submitter);
  if (!url) return;
  event.preventDefault();
  void visit(url);
}

/** Handle back and forward; the browser has already changed the address. */
async function travel(): Promise<void> {
  const url = new URL(location.href);
  scroll.hold();
  const { at: now } = scroll.entry();
  const steps = at - now;
  at = now;
  if (pageOf(url) === open) return scroll.restore(url.hash), seek();
  if (!mayLeave()) return stay(steps);
  const found = await fetched(url, () => location.reload());
  if (!found) return;
  if (found.url.href !== url.href) enter(found.url, "replace");
  show(found.page, url.hash);
}

/** Reverse a step through the history that the writer did not confirm. */
function stay(steps: number): void {
  at += steps;
  if (steps !== 0) history.go(steps);
}

interface Found {
  readonly url: URL;
  readonly page: Fetched;
}

/** Fetch the page at an address; undefined if another visit began, or if `otherwise` was called for want of a page. */
export async function fetched(from: URL, otherwise: () => unknown): Promise<Found | undefined> {
  if (!isOurs(from)) return void otherwise();
  visiting.abort();
  visiting = new AbortController();
  const { signal } = visiting;
  going = from.href;
  const found = await followed(from, signal);
  if (signal.aborted) return undefined;
  going = "";
  if (!found) otherwise();
  return found;
}

/** Follow redirects; undefined if an address is not ours, or if a call fails. */
async function followed(from: URL, signal: AbortSignal): Promise<Found | undefined> {
  let url = from;
  for (let step = 0; step < MOST_REDIRECTS && isOurs(url); step += 1) {
    // If this fails, the caller falls back to the server's page, which explains the error.
    const page = await withProgress(pageAt(url, signal)).catch(() => undefined);
    if (!page?.location || signal.aborted) return page && { url, page };
    url = new URL(page.location, url);
  }
  return undefined;
}

export function enter(url: URL, how: How): void {
  if (how === "push") {
    scroll.keep();
    at += 1;
    history.pushState({ at, y: 0 }, "", url);
  } else {
    history.replaceState({ at, y: 0 }, "", url);
  }
  open = pageOf(location);
}

export function show(page: Fetched, hash: string): void {
  open = pageOf(location);
  const top = !hash && !scroll.entry().y;
  if (top) scroll.restore(hash); // while the old page, whose layout is known, is still there
  showPage(page, hash, top);
  if (!top) scroll.restore(hash);
  afterPaint(shown);
}

/** Let the browser open an address, unless it could only show its own error page in place of ours. */
function leave(url: URL, how: How): void {
  if (!navigator.onLine && !connection.joined) return alert(WORDS.away);
  if (how === "push") location.assign(url);
  else location.replace(url);
}
