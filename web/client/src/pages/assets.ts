/** Modules' own browser code and styles: each file is loaded once, when a page first needs it. */

import type { Dict } from "../../wamp/index.js";
import { all } from "../document/elements.js";
import type { Page } from "../contract.js";

/** What a script's default export is called with, once: all that it needs of the window's session. */
export interface Courant {
  call(procedure: string, fields: Dict): Promise<unknown>;
  /** `confirmed` resolves when the router has taken the subscription on the present connection. */
  subscribe(topic: string, act: (fields: Dict) => void): { readonly confirmed: Promise<void>; cancel(): void };
  notify(text: string, tone?: "good" | "bad"): unknown;
  visit(address: string): Promise<void>;
}

interface Named {
  readonly scripts?: Page["scripts"] | undefined;
  readonly styles?: Page["styles"] | undefined;
}

/** Only files of modules are loaded; such a path needs no escaping. */
const OURS = /^\/assets\/[\w./-]+$/;

const started = new Set<unknown>();
let courant: Courant;

/** Offer this to scripts, and load what the first page names. */
export function start(offer: Courant): void {
  courant = Object.freeze(offer);
  loadFrom(document);
}

/** Load what a whole document names: scripts in `<main data-scripts>`, styles in its head. */
export function loadFrom(page: Document): void {
  load({
    scripts: page.getElementById("main")?.dataset["scripts"]?.split(" "),
    styles: all("link[rel=stylesheet]", page).map((link) => link.getAttribute("href") ?? ""),
  });
}

/** Load what a page needs. A script that fails is reported in the console, and the page works without it. */
export function load({ scripts = [], styles = [] }: Named): void {
  for (const href of styles) {
    if (!OURS.test(href) || document.head.querySelector(`[rel=stylesheet][href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
  for (const path of scripts) if (OURS.test(path)) void run(path);
}

async function run(path: string): Promise<void> {
  // The browser loads a module once, but asks again for one that could not be had.
  const script = (await import(path)) as { default?: unknown };
  if (started.has(script)) return;
  started.add(script);
  if (typeof script.default === "function") script.default(courant);
}
