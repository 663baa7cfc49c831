/** Style sheets of mounted Django apps: loaded before their page is shown, and taken away with it. */

import { all, main } from "../document/elements.js";

const OWN = "link[data-app]";
const PATIENCE = 3_000;

/** The sheets that the pages have, by the element of the page. */
const sheets = new WeakMap<Element, readonly string[]>();

/** Note the sheets of the page with which the window began. */
export function start(): void {
  const app = all("courant-app", main())[0];
  if (app) sheets.set(app, all<HTMLLinkElement>(OWN, document.head).map(({ href }) => href));
}

/** Load the sheets of a page into the document. Until it is shown they reach nothing: they are for apps' elements. */
export async function load(fresh: Document): Promise<void> {
  const wanted = all<HTMLLinkElement>(OWN, fresh.head);
  const app = all("courant-app", fresh)[0];
  if (app) sheets.set(app, wanted.map(addressOf));
  const known = new Set(all<HTMLLinkElement>(OWN, document.head).map(({ href }) => href));
  await Promise.race([
    Promise.all(wanted.filter((link) => !known.has(addressOf(link))).map(append)),
    new Promise((resolve) => setTimeout(resolve, PATIENCE)),
  ]);
}

/** Remove all sheets but those of the page that is open. */
export function keepOnly(app: Element | undefined): void {
  const wanted = (app && sheets.get(app)) ?? [];
  for (const link of all<HTMLLinkElement>(OWN, document.head)) if (!wanted.includes(link.href)) link.remove();
}

function append(link: HTMLLinkElement): Promise<unknown> {
  const copy = Object.assign(document.createElement("link"), { rel: "stylesheet", href: addressOf(link), media: link.media });
  copy.dataset["app"] = "";
  document.head.append(copy);
  return new Promise((resolve) => (copy.onload = copy.onerror = resolve));
}

function addressOf(link: HTMLLinkElement): string {
  return new URL(link.getAttribute("href") ?? "", location.href).href;
}
