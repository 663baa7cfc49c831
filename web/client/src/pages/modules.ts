/** The modules that are present: their routes, and callbacks for their changes. */

import { MENU_CHANGED, MODULE_CHANGED, MODULES, type Manifest, type ModuleChanged, type Modules } from "../contract.js";
import { call, connection, onJoin, retryTooFast } from "../session.js";
import { Routes, type Match } from "./routes.js";

let routes = new Routes([]);
let asking = false;
let stale = false;
const returns = new Set<(module: string) => void>();
const changes = new Set<(manifests: readonly Manifest[]) => void>();

export function start(): void {
  const load = () => void reload();
  connection.listen(MODULE_CHANGED, ({ kwargs }) => {
    const { module, present } = kwargs as unknown as ModuleChanged;
    if (present) for (const act of returns) act(module);
    load();
  });
  connection.listen(MENU_CHANGED, load);
  onJoin(load);
}

/** The route that matches a path; undefined if the path is not a page of a present module. */
export function match(pathname: string): Match | undefined {
  return routes.match(pathname);
}

/** Call `act` with all manifests whenever a module or a route changes. */
export function onModules(act: (manifests: readonly Manifest[]) => void): void {
  changes.add(act);
}

/** Call `act` with the name of each module that comes back. */
export function onReturn(act: (module: string) => void): void {
  returns.add(act);
}

/** Makes one call at a time, because modules often come and go together. */
async function reload(): Promise<void> {
  stale = true;
  if (asking) return;
  asking = true;
  while (stale) {
    stale = false;
    // Without a list, the browser handles every link; the next join or change asks again.
    await call<Modules>(MODULES, {}).then(take, (error: Error) => retryTooFast(error, () => void reload()));
  }
  asking = false;
}

function take({ modules }: Modules): void {
  routes = new Routes(modules);
  for (const act of changes) act(modules);
}
