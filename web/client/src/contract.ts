/** What travels between a window and the services: the shapes of docs/topics/wire.md that the client itself reads. */

import type { Dict } from "../wamp/index.js";

/** The answer of a page procedure. Paths are on this site. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly html: string;
  readonly description: string;
  readonly canonical: string;
  readonly feed: string;
  readonly location: string;
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly module: string;
  readonly audience: string;
}

export interface Route {
  /** A regular expression over the decoded path without its leading slash; "" when only the server can tell. */
  readonly pattern: string;
  readonly procedure: string;
  /** The arguments that the page takes from the query string. */
  readonly query: readonly string[];
}

export interface Manifest {
  readonly module: string;
  readonly routes: readonly Route[];
  readonly present: boolean;
  /** Whether an administrator has suspended the module. */
  readonly suspended?: boolean;
}

/** All manifests, in the order of the menu. */
export interface Modules {
  readonly modules: readonly Manifest[];
}

/** A module came, went, was suspended or resumed, or says something else of itself. */
export interface ModuleChanged {
  readonly module: string;
  readonly present: boolean;
}

/** A child element to put behind the child `after`, or first. */
export interface Put {
  readonly key: string;
  readonly html: string;
  readonly after?: string | null;
}

/** An event on a live topic, and an answer of `since`. */
export interface Delivery {
  readonly id: string;
  readonly version: number;
  readonly html?: string | null;
  readonly base?: number | null;
  readonly put?: readonly Put[];
  readonly drop?: readonly string[];
  readonly gone?: boolean;
}

/** What takes an action back: a call, its fields, and the words on the button. */
export interface Undo {
  readonly call: string;
  readonly fields: Dict;
  readonly label: string;
}

/** What the result of a form's call may carry. */
export interface Answer {
  readonly location?: string;
  readonly notice?: string;
  readonly undo?: Undo;
}

/** The answer of `courant.core.presence.enter`: the live fragment that shows who is on the page, and its topic. */
export interface Entered {
  readonly fragment: string;
  readonly topic: string;
}

export const MODULES = "courant.core.module.list";
export const MODULE_CHANGED = "courant.core.module.changed";
export const MENU_CHANGED = "courant.core.live.menu";
export const ENTER = "courant.core.presence.enter";
