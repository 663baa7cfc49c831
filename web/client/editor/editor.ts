/** The editor's entry: defines `<courant-editor>`. Writers' code loads it when a page has one. */

import { CourantEditor, useSite } from "./element.js";
import type { Site } from "./site.js";
import { sendWaiting } from "./syncing/waiting.js";

/** Define the element. Its needs stand in an order, because the client shortens the names of its own properties. */
export function start(
  call: Site["call"],
  listen: Site["listen"],
  onJoin: Site["onJoin"],
  onLeave: Site["onLeave"],
  joined: Site["joined"],
  person: Site["person"],
  say: Site["say"],
  upload: Site["upload"],
  parsed: Site["parsed"],
): void {
  const site = { call, listen, onJoin, onLeave, joined, person, say, upload, parsed };
  useSite(site);
  send = (told) => sendWaiting(site, person(), told);
  customElements.define("courant-editor", CourantEditor);
}

type Told = Parameters<typeof sendWaiting>[2];
let send: (told: Told) => Promise<void>;

/** Send what this person typed on this device in texts that are not open; `start` it first. */
export function catchUp(told: Told): Promise<void> {
  return send(told);
}
