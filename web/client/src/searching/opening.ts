/** `/` and links to the search open its dialog, which is loaded then; if it cannot be, they open the search's page. */

import { addressOf } from "../pages/links.js";

const PAGE = "/search/";

export function start(): void {
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === "/" && !(ctrlKey || metaKey || altKey || (event.composedPath()[0] as Element).matches(":read-write"))) open(event);
  });
  addEventListener("click", (event) => {
    if (addressOf(event)?.href === location.origin + PAGE) open(event);
  });
}

function open(event: Event): void {
  event.preventDefault();
  import("./dialog.js").then(({ show }) => show(), () => location.assign(PAGE));
}
