/** The messages between a window and the services, as far as the client reads them (docs/topics/wire.md). */

import type * as core from "../generated/core.js";

export type { Crumb, Entered, ModuleChanged, Page, Put, Undo } from "../generated/core.js";

/** A struct of which only these fields are sure to be there: a module of another kind may leave out the others. */
type Sure<Struct, Name extends keyof Struct> = Pick<Struct, Name> & { readonly [Other in keyof Struct]?: Struct[Other] };

/** A route: `pattern` is "" if only the server can match it. A page leaves out what its window does not need. */
export type Route = Sure<core.Route, "pattern" | "procedure" | "query">;

/** A module, in the list of a page or of core. */
export interface Manifest extends Sure<Omit<core.ListedModule, "routes">, "module" | "title" | "present"> {
  readonly routes: readonly Route[];
}

/** All manifests, in the order of the menu. */
export interface Modules {
  readonly modules: readonly Manifest[];
}

/** An event on a live topic, or one fragment in the result of `since`. */
export type Delivery = Sure<core.Delivery, "id" | "version">;

/** The optional contents of a form call's result. */
export type Answer = Partial<core.Answer>;

export const MODULES = "courant.core.module.list" satisfies keyof core.Procedures;
export const MODULE_CHANGED = "courant.core.module.changed" satisfies keyof core.Topics;
/** The live fragment of the menu; its version grows with every change of the modules. */
export const MENU = "core.menu";
export const ENTER = "courant.core.presence.enter" satisfies keyof core.Procedures;
/** The page procedure in the routes of mounted Django apps. */
export const MOUNTED = "courant.web.page.app";

/** The router's errors for a procedure that nobody has registered, and for a callee that left before it answered. */
export const ABSENT = "wamp.error.no_such_procedure";
export const GONE = "wamp.error.canceled";
