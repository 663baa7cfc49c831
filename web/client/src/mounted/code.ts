/**
 * The scripts of mounted Django apps. They are written for pages that are loaded each by itself, so all scripts of a page
 * run when it arrives, in their order, and hear the events of a page that is loaded. What they left on the window, the
 * document and the body goes when the page does (static/app-page.js).
 */

import { all } from "../document/elements.js";

/** What may have a handler of the app's. */
const ACTS = "button, [type=submit], [type=image], [data-handled]";
const PREPARES = "/static/app-page.js";
const root = document.documentElement;

interface Brought {
  readonly scripts: readonly HTMLScriptElement[];
  readonly trusts: boolean;
}

declare global {
  interface Window {
    courantApp?: { clear(): void };
  }
}

interface Policy {
  createScriptURL(url: string): string;
}

type Types = { createPolicy(name: string, rules: Policy): Policy };

const rules = { createScriptURL: (url: string) => new URL(url, location.href).href };
/** Scripts of this site alone; the policy of the page would stop others anyway. */
const policy = (window.trustedTypes as unknown as Types | undefined)?.createPolicy("courant-apps", rules) ?? rules;

const brought = new WeakMap<Element, Brought>();
/** The element of the page whose scripts have run. */
let open: Element | undefined;

/** The scripts of the page with which the window began have run as in any other page. */
export function start(app: Element | undefined): void {
  open = app;
}

/** Note the scripts of a page that is about to be shown: those of its head, then those in its body. */
export function bring(app: Element, fresh: Document): void {
  const scripts = all<HTMLScriptElement>("script[data-app]", fresh.head);
  brought.set(app, { scripts, trusts: "trusts" in fresh.documentElement.dataset });
}

/** Run the scripts of the page that has been opened; the one before it, if it was an app's, leaves nothing behind. */
export async function run(app: Element | undefined): Promise<void> {
  if (app === open) return;
  open = app;
  window.courantApp?.clear();
  for (const script of all("script[data-app]", document.head)) script.remove();
  const { scripts, trusts } = (app && brought.get(app)) ?? { scripts: [], trusts: false };
  root.toggleAttribute("data-app", app !== undefined);
  root.toggleAttribute("data-trusts", trusts);
  if (!app) return;
  const answer = held(app);
  for (const element of all("[data-style]", app)) apply(element);
  if (!window.courantApp) await execute(document.createElement("script"), PREPARES);
  for (const script of [...scripts, ...all<HTMLScriptElement>("script[data-app]", app)]) {
    if (open !== app) return;
    if (script.hasAttribute("src")) await execute(script, script.getAttribute("src") ?? "");
  }
  if (open !== app) return;
  // As tasks of their own, so that what hears them is not called by this code (see isOurs in app-page.js).
  setTimeout(document.dispatchEvent.bind(document, new Event("DOMContentLoaded", { bubbles: true })));
  setTimeout(window.dispatchEvent.bind(window, new Event("load")));
  setTimeout(answer);
}

/**
 * Mark a page of an app as busy until its scripts have run. A button that is pressed meanwhile is pressed when the
 * returned function is called, and a form is sent then: without a handler, which may ask first, it would delete
 * something at once.
 */
function held(app: Element): () => void {
  const waiting = new AbortController();
  const options = { capture: true, signal: waiting.signal };
  let act = (): void => undefined;
  const hold = (event: Event, later: () => void) => {
    act = later;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const press = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>(ACTS);
    if (button) hold(event, () => button.click());
  };
  const send = (event: Event) => {
    const { submitter } = event as SubmitEvent;
    hold(event, () => (event.target as HTMLFormElement).requestSubmit(submitter));
  };
  app.addEventListener("click", press, options);
  app.addEventListener("submit", send, options);
  app.ariaBusy = "true";
  return () => {
    app.ariaBusy = null;
    waiting.abort();
    act();
  };
}

/** The policy of the window's first page may forbid elements styles of their own; it lets a script set them. */
function apply(element: HTMLElement): void {
  element.style.cssText = element.dataset["style"] ?? "";
}

/** Run a script in the place that it has in the page, and wait for it; a module is not waited for. */
function execute(script: HTMLScriptElement, address: string): Promise<unknown> {
  const copy = document.createElement("script");
  for (const { name, value } of script.attributes) if (name !== "src") copy.setAttribute(name, value);
  copy.async = false;
  copy.dataset["app"] = "";
  copy.src = policy.createScriptURL(address);
  const done = new Promise((resolve) => (copy.onload = copy.onerror = resolve));
  if (document.contains(script)) script.replaceWith(copy);
  else document.head.append(copy);
  return copy.type === "module" ? Promise.resolve() : done;
}
