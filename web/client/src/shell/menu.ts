/** Marks links to the open page and, in the shell's menu, the section that it belongs to. */

import { all, onRender } from "../document/elements.js";

export function start(): void {
  onRender(mark);
}

/** Mark the current place, and unfold a tree down to it; the server renders one menu for everybody. */
export function mark(): void {
  for (const link of all<HTMLAnchorElement>("nav a[href]")) {
    const { pathname, search, origin, hash } = link;
    const here = origin === location.origin && !hash && isHere(pathname, search, link.closest("main") === null);
    if (here) unfold(link).ariaCurrent = "page";
    else if (link.ariaCurrent === "page") link.ariaCurrent = null;
  }
}

/** In a tree, an entry has a link and, beside it, the fold with the entries below. */
function unfold(link: HTMLAnchorElement): HTMLAnchorElement {
  for (let entry = link.closest("li"); entry; entry = entry.parentElement!.closest("li")) {
    entry.querySelector(":scope > details")?.setAttribute("open", "");
  }
  return link;
}

function isHere(pathname: string, search: string, section: boolean): boolean {
  if (pathname === location.pathname) return search === location.search || section;
  return section && pathname !== "/" && location.pathname.startsWith(pathname);
}
