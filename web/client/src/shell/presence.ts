/** Reports which page this window shows, and shows who else is on it. */

import { ENTER, type Entered } from "../contract.js";
import { main, part, rendered } from "../document/elements.js";
import { onReturn } from "../pages/modules.js";
import { call, onJoin, retryTooFast } from "../session.js";

export function start(): void {
  onJoin(enter);
  onReturn((module) => module === "core" && enter()); // it has just started and has no presences yet
}

/** Report the open page, after navigation or on a new connection. */
export function enter(): void {
  // Presence is optional: without an answer, the display stays the same until the next page.
  const page = { page: location.pathname, audience: main().dataset["audience"] };
  call<Entered>(ENTER, page).then(show, (error: Error) => retryTooFast(error, enter));
}

function show({ fragment, topic }: Entered): void {
  const element = part("presence");
  if (!element || element.dataset["live"] === fragment) return;
  Object.assign(element.dataset, { live: fragment, topic, version: "0" });
  rendered(element);
}
