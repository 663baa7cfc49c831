/** What an app says about what was done (Django's messages): in the site's notices, until the next page. */

import { all, part } from "../document/elements.js";

let coming: Element[] = [];

/** Take the notices of a page that is about to be shown. */
export function take(fresh: Document): void {
  coming.push(...all("#notices > .notice", fresh));
}

/** Show them with their page, in place of those of the page before. */
export function turn(): void {
  part("notices")?.replaceChildren(...coming);
  coming = [];
}
