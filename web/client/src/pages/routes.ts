/** Finds the page procedure for a path, using Django's routes from the manifests. */

import type { Manifest, Route } from "../contract.js";
import { decoded } from "../document/percent.js";

export interface Match {
  readonly route: Route;
  /** The named groups of the route, as text. */
  readonly named: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly expression: RegExp;
}

export class Routes {
  readonly #routes: readonly Compiled[];

  /** Compiles the routes of all present modules, in their order. */
  constructor(manifests: readonly Manifest[]) {
    this.#routes = manifests.filter(({ present }) => present).flatMap(compile);
  }

  /** The route that matches a percent-encoded path; undefined if only the server can answer it. */
  match(pathname: string): Match | undefined {
    const path = decoded(pathname.slice(1));
    if (path === undefined) return undefined;
    for (const { route, expression } of this.#routes) {
      const found = expression.exec(path);
      if (found) return { route, named: present(found.groups) };
    }
    return undefined;
  }
}

function compile({ routes }: Manifest): Compiled[] {
  const readable = routes.filter(({ pattern }) => pattern !== "");
  return readable.map((route) => ({ route, expression: new RegExp(route.pattern, "u") }));
}

/** Omits the groups that took no part in the match. */
function present(groups: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
