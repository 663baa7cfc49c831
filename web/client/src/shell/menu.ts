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

function unfold(link: HTMLAnchorElement): HTMLAnchorElement {
  for (let fold = link.closest("li details"); fold; fold = fold.parentElement!.closest("li details")) {
    (fold as HTMLDetailsElement).open = true;
  }
  return link;
}

function isHere(pathname: string, search: string, section: boolean): boolean {
  if (pathname === location.pathname) return search === location.search || section;
  return section && pathname !== "/" && location.pathname.startsWith(pathname);
}
