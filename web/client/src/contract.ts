/** The messages between a window and the services, as far as the client reads them (docs/topics/wire.md). */

import type { Dict } from "../wamp/index.js";

/** The result of a page procedure. All paths are on this site. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly html: string;
  readonly description: string;
  readonly canonical: string;
  readonly feed: string;
  /** An address; published and modified are moments (RFC 3339). All three are "" if there is none. */
  readonly image: string;
  readonly published: string;
  readonly modified: string;
  /** The name of who wrote it, or "". */
  readonly author: string;
  readonly noindex: boolean;
  readonly location: string;
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly module: string;
  readonly audience: string;
}

export interface Route {
  /** A regular expression over the decoded path without its leading slash; "" if only the server can match it. */
  readonly pattern: string;
  readonly procedure: string;
  /** The arguments that the page reads from the query string. */
  readonly query: readonly string[];
}

export interface Manifest {
  readonly module: string;
  readonly title: string;
  readonly routes: readonly Route[];
  readonly present: boolean;
  /** Whether an administrator has suspended the module. */
  readonly suspended?: boolean;
}

/** All manifests, in the order of the menu. */
export interface Modules {
  readonly modules: readonly Manifest[];
}

/** A module joined or left, was suspended or resumed, or changed its manifest. */
export interface ModuleChanged {
  readonly module: string;
  readonly present: boolean;
}

/** A child element to insert behind the child `after`, or as the first child. */
export interface Put {
  readonly key: string;
  readonly html: string;
  readonly after?: string | null;
}

/** An event on a live topic, or one fragment in the result of `since`. */
export interface Delivery {
  readonly id: string;
  readonly version: number;
  readonly html?: string | null;
  readonly base?: number | null;
  readonly put?: readonly Put[];
  readonly drop?: readonly string[];
  readonly gone?: boolean;
}

/** How to undo an action: a call, its fields, and the label of the button. */
export interface Undo {
  readonly call: string;
  readonly fields: Dict;
  readonly label: string;
}

/** The optional contents of a form call's result. */
export interface Answer {
  readonly location?: string;
  readonly notice?: string;
  readonly undo?: Undo;
}

/** The result of `courant.core.presence.enter`: the live fragment that shows who is on the page, and its topic. */
export interface Entered {
  readonly fragment: string;
  readonly topic: string;
}

export const MODULES = "courant.core.module.list";
export const MODULE_CHANGED = "courant.core.module.changed";
/** The live fragment of the menu; its version grows with every change of the modules. */
export const MENU = "core.menu";
/** The page procedure in the routes of mounted Django apps. */
export const MOUNTED = "courant.web.page.app";
export const ENTER = "courant.core.presence.enter";

/** The router's errors for a procedure that nobody has registered, and for a callee that left before it answered. */
export const ABSENT = "wamp.error.no_such_procedure";
export const GONE = "wamp.error.canceled";
