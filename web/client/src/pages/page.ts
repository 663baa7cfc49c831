/** Showing a Page: the inside of main, the head, the keyboard's focus, and words for screen readers. */

import type { Page } from "../contract.js";
import { main, part, rendered, target } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { morphInside } from "../fragments/morph.js";
import { load } from "./assets.js";
import { showHead } from "./head.js";

/** Put another page in the place of the one that is open. */
export function showPage(page: Page, hash: string): void {
  describe(page);
  main().replaceChildren(parse(page.html));
  rendered(main());
  focus(hash);
  const announcer = part("announce");
  if (announcer) announcer.textContent = page.title;
}

/** The page that is open as it is now; nothing that is being written is touched. */
export function updatePage(page: Page): void {
  describe(page);
  morphInside(main(), parse(page.html), "pushed");
}

function describe(page: Page): void {
  showHead(page);
  Object.assign(main().dataset, { module: page.module, status: String(page.status), audience: page.audience });
  load(page);
}

/** To what asks for it, or to the heading, so that reading and tabbing go on from there. */
function focus(hash: string): void {
  const element = target(hash) ?? main().querySelector<HTMLElement>("[autofocus]") ?? main().querySelector("h1") ?? main();
  if (!element.matches("[autofocus]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
