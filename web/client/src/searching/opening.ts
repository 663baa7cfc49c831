/**
 * `/` and links to the search open its dialog, which is loaded then; if it cannot be, they open the search's page. What
 * is typed meanwhile is in its field.
 */

import { addressOf } from "../pages/links.js";

const PAGE = "/search/";

/** `/` and the keys after it, until the dialog's code is there and has taken them. */
const typed: string[] = [];

export function start(): void {
  addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || (typed[0] ? key[1] : key !== "/")) return;
    if (typed[0] || !(event.composedPath()[0] as Element).matches(":read-write")) open(event, key);
  });
  addEventListener("click", (event) => {
    if (addressOf(event)?.href === location.origin + PAGE) open(event, "/");
  });
}

function open(event: Event, key: string): void {
  event.preventDefault();
  typed.push(key);
  import("./dialog.js").then(({ show }) => show(typed), () => location.assign(PAGE));
}
