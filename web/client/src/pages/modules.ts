/**
 * The modules that are present: their routes, and callbacks for their changes. The first page brings the list that
 * belongs to its menu. Each change of the list gives the menu a new version, so that the list is fetched again only
 * when the menu is newer, be it by an event or after a reconnect.
 */

import { MENU, MODULE_CHANGED, MODULES, MOUNTED, type Manifest, type ModuleChanged, type Modules } from "../contract.js";
import { all, main } from "../document/elements.js";
import { call, connection, onJoin, retryTooFast, soon } from "../session.js";
import { Routes, type Match } from "./routes.js";

let routes: Routes | undefined;
let asking: Promise<void> | undefined;
let stale = false;
let known: readonly Manifest[] = [];
/** The modules that stopped since this window last found them present. */
const left = new Set<string>();
const returns = new Set<(module: string) => void>();
const changes = new Set<() => void>();

export function start(): void {
  // A heading in the page may have this id too, but nothing that people write becomes a script.
  const embedded = all("script#modules")[0];
  if (embedded) take(JSON.parse(embedded.textContent) as Modules);
  let fresh: Element | undefined = embedded;
  connection.listen(MODULE_CHANGED, ({ kwargs }) => {
    const { module, present } = kwargs as unknown as ModuleChanged;
    if (!present) left.add(module);
    else for (const act of returns) act(module);
    void reload();
  });
  document.addEventListener("courant:render", ({ target }) => {
    if ((target as HTMLElement).dataset["live"] === MENU) void reload();
  });
  onJoin(() => {
    if (!fresh) void reload();
    fresh = all(`[data-live="${MENU}"]`)[0];
  });
}

/** The route that matches a path; undefined if the path is not a page of a present module. */
export function match(pathname: string): Match | undefined {
  return routes?.match(pathname);
}

/** Whether the address is a page of a mounted Django app, which exists over HTTP only. */
export function isMounted(url: URL): boolean {
  return match(url.pathname)?.route.procedure === MOUNTED;
}

/** Whether the path is a page of a present module, or may be one because the modules are not known yet. */
export function mayMatch(pathname: string): boolean {
  return !routes || match(pathname) !== undefined;
}

/** Resolves once the window is joined and knows the modules. Rejects with ConnectionLost as `soon` does. */
export async function ready(): Promise<void> {
  if (!connection.joined) await soon();
  if (!routes) await asking;
}

/** How a module is: `gone` is one that the site no longer has; `back` one that has stopped and started again. */
export type Condition = "present" | "back" | "away" | "suspended" | "gone";

/** The condition of the module whose page is open; undefined if it is a page of no module, or no module is known. */
export function condition(): Condition | undefined {
  const name = main().dataset["module"];
  if (!name || !known.length) return undefined;
  const one = known.find(({ module }) => module === name);
  if (!one) return "gone";
  if (one.present) return left.has(name) ? "back" : "present";
  return one.suspended ? "suspended" : "away";
}

/** The title of the module whose page is open. */
export function title(): string {
  return known.find(({ module }) => module === main().dataset["module"])?.title ?? "";
}

/** Call `act` whenever a module or a route changes. */
export function onModules(act: () => void): void {
  changes.add(act);
}

/** Call `act` with the name of each module that comes back. */
export function onReturn(act: (module: string) => void): void {
  returns.add(act);
}

/** Makes one call at a time, because modules often come and go together. */
function reload(): Promise<void> {
  stale = true;
  return (asking ??= ask().finally(() => (asking = undefined)));
}

async function ask(): Promise<void> {
  while (stale) {
    stale = false;
    await call<Modules>(MODULES, {}).then(take, (error: Error) => retryTooFast(error, () => void reload()));
    // Without a list, the browser handles every link; the next join or change asks again.
    routes ??= new Routes([]);
  }
}

function take({ modules }: Modules): void {
  known = modules;
  routes = new Routes(modules);
  for (const act of changes) act();
  for (const { module, present } of modules) present ? left.delete(module) : left.add(module);
}
