/** The editor's entry: defines `<courant-editor>`. Writers' code loads it when a page has one. */

import { CourantEditor, useSite } from "./element.js";
import type { Site } from "./site.js";

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
  useSite({ call, listen, onJoin, onLeave, joined, person, say, upload, parsed });
  customElements.define("courant-editor", CourantEditor);
}
