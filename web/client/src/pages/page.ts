/** Shows a Page: the content of main, the head, the keyboard focus, and an announcement for screen readers. */

import type { Page } from "../contract.js";
import { main, part, rendered, target } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { morphInside } from "../fragments/morph.js";
import { load } from "./assets.js";
import { showHead } from "./head.js";

/** Replace the open page by another one. */
export function showPage(page: Page, hash: string): void {
  describe(page);
  main().replaceChildren(parse(page.html));
  rendered(main());
  focus(hash);
  const announcer = part("announce");
  if (announcer) announcer.textContent = page.title;
}

/** Update the open page, without touching anything that somebody is writing. */
export function updatePage(page: Page): void {
  describe(page);
  morphInside(main(), parse(page.html), "pushed");
}

function describe(page: Page): void {
  showHead(page);
  Object.assign(main().dataset, { module: page.module, status: String(page.status), audience: page.audience });
  load(page);
}

/** Focus the hash's target, an [autofocus] element or the heading, so that reading and tabbing continue there. */
function focus(hash: string): void {
  const element = target(hash) ?? main().querySelector<HTMLElement>("[autofocus]") ?? main().querySelector("h1") ?? main();
  if (!element.matches("[autofocus]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
