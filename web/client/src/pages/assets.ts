/** Browser code and styles of modules: each file is loaded once, when a page first needs it. */

import type { Dict } from "../../wamp/index.js";
import { all } from "../document/elements.js";
import type { Page } from "../contract.js";

/** The argument of a script's default export, which is called once: its access to the window's session. */
export interface Courant {
  call(procedure: string, fields: Dict): Promise<unknown>;
  /** `confirmed` resolves when the router has confirmed the subscription on the present connection. */
  subscribe(topic: string, act: (fields: Dict) => void): { readonly confirmed: Promise<void>; cancel(): void };
  notify(text: string, tone?: "good" | "bad"): unknown;
  visit(address: string): Promise<void>;
}

interface Named {
  readonly scripts?: Page["scripts"] | undefined;
  readonly styles?: Page["styles"] | undefined;
}

/** Only module files are loaded; a path of this form needs no escaping. */
const OURS = /^\/assets\/[\w./-]+$/;

const started = new Set<unknown>();
let courant: Courant;

/** Set the argument for scripts, and load the files that the first page names. */
export function start(offer: Courant): void {
  courant = Object.freeze(offer);
  loadFrom(document);
}

/** Load the files that a document names: scripts in `<main data-scripts>`, styles in its head. */
export function loadFrom(page: Document): void {
  load({
    scripts: page.getElementById("main")?.dataset["scripts"]?.split(" "),
    styles: all("link[rel=stylesheet]", page).map((link) => link.getAttribute("href") ?? ""),
  });
}

/** Load a page's files. The console reports a script that fails; the page works without it. */
export function load({ scripts = [], styles = [] }: Named): void {
  for (const href of styles) {
    if (!OURS.test(href) || document.head.querySelector(`[rel=stylesheet][href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
  for (const path of scripts) if (OURS.test(path)) void run(path);
}

async function run(path: string): Promise<void> {
  // The browser loads a module only once, but tries again if loading failed.
  const script = (await import(path)) as { default?: unknown };
  if (started.has(script)) return;
  started.add(script);
  if (typeof script.default === "function") script.default(courant);
}
