/** Which modules are there now: their routes, and word of each that comes or goes. */

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

/** What answers a path; undefined when it is not a page of a module that is present. */
export function match(pathname: string): Match | undefined {
  return routes.match(pathname);
}

/** Call this with all modules whenever they or their routes are others. */
export function onModules(act: (manifests: readonly Manifest[]) => void): void {
  changes.add(act);
}

/** Call this with each module that comes back. */
export function onReturn(act: (module: string) => void): void {
  returns.add(act);
}

/** One question at a time: modules often come and go together. */
async function reload(): Promise<void> {
  stale = true;
  if (asking) return;
  asking = true;
  while (stale) {
    stale = false;
    // Without a list every link behaves as a link; the next join or change asks again.
    await call<Modules>(MODULES, {}).then(take, (error: Error) => retryTooFast(error, () => void reload()));
  }
  asking = false;
}

function take({ modules }: Modules): void {
  routes = new Routes(modules);
  for (const act of changes) act(modules);
}
