/** Which links, forms and clicks are ours: pages of present modules, opened in this window. Everything else is the browser's. */

import { connection } from "../session.js";
import { match } from "./modules.js";

/** The address of the page that an ordinary click would open here; undefined when the browser must do it. */
export function addressOf(event: MouseEvent): URL | undefined {
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return modified || event.defaultPrevented ? undefined : addressUnder(event.target);
}

/** The address of the page that the link around an element leads to, if that is ours to open. */
export function addressUnder(target: EventTarget | null): URL | undefined {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return undefined;
  if (!["", "_self"].includes(link.target) || link.relList.contains("external")) return undefined;
  const url = new URL(link.href);
  return isJump(url) || !isOurs(url) ? undefined : url;
}

/** The address that a form asks for by GET, such as a search. */
export function addressOfForm(form: HTMLFormElement, submitter: HTMLElement | null): URL | undefined {
  // By attribute: a field may be called "method" or "action".
  const [method, action] = ["method", "action"].map((name) => form.getAttribute(name) ?? "");
  if (!/^(get)?$/i.test(method ?? "") || form.hasAttribute("target")) return undefined;
  const url = new URL(action ?? "", location.href);
  const entries = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]);
  url.search = new URLSearchParams(entries).toString();
  return isOurs(url) ? url : undefined;
}

/** Whether we can open this address over the socket now. */
export function isOurs(url: URL): boolean {
  return url.origin === location.origin && connection.joined && match(url.pathname) !== undefined;
}

/** Path and query: what says which page it is. */
export function pageOf(url: URL | Location): string {
  return url.pathname + url.search;
}

/** Whether it only leads to another place on the open page. */
function isJump(url: URL): boolean {
  return url.hash !== "" && pageOf(url) === pageOf(location);
}
