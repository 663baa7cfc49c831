/** Sends what somebody typed on this device in texts that no window has open any more. */

import { open } from "../shared.js";
import type { Link } from "../link.js";
import { alone } from "./holding.js";
import { waiting } from "./unsent.js";

/**
 * `told` is called for each text when its service has everything, or when it does not accept it: with the path of the page
 * where it was written, and the reason, "" if it is stored.
 */
export async function sendWaiting(link: Link, person: string, told: (path: string, why: string) => void): Promise<void> {
  for (const { key, module, document, path } of await waiting(person)) {
    await alone(key, async () => {
      const shared = open(link, module, document, { name: person, hue: 0 }, () => undefined);
      await shared.ready.then(() => shared.saved()).then(
        () => shared.misfits || told(path, ""), // the page itself says it
        (error: Error) => told(path, error.message),
      );
      shared.close();
    });
  }
}
