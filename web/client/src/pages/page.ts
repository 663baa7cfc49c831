/** Shows a Page: the content of main, the head, the keyboard focus, and an announcement for screen readers. */

import { outlasts } from "../document/dirty.js";
import { main, part, rendered, target } from "../document/elements.js";
import { afterPaint } from "../document/paint.js";
import { morphInside } from "../fragments/morph.js";
import { load } from "./assets.js";
import { showHead } from "./head.js";
import type { Fetched } from "./prefetch.js";

/**
 * Replace the open page by another one. If the reader sees it from its `top`, what is far below is laid out only when
 * the first frame is on the screen.
 */
export function showPage(page: Fetched, hash: string, top: boolean): void {
  describe(page);
  main().toggleAttribute("data-first", top);
  main().replaceChildren(page.nodes);
  rendered(main());
  const { activeElement } = document;
  afterPaint(() => {
    if (activeElement === document.activeElement) focus(hash);
    const announcer = part("announce");
    if (announcer) announcer.textContent = page.title;
    main().removeAttribute("data-first");
  });
}

/** Update the open page, without touching anything that somebody is writing. */
export function updatePage(page: Fetched): void {
  if (outlasts(page.status)) return;
  describe(page);
  morphInside(main(), page.nodes, "pushed");
}

function describe(page: Fetched): void {
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
