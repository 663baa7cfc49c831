/** Which links, forms and clicks the client handles: those that open a present module's page in this window. */

import { isSoon } from "../session.js";
import { mayMatch } from "./modules.js";

/** The address of the page that a click opens here; undefined if the browser should handle the click. */
export function addressOf(event: MouseEvent): URL | undefined {
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return modified || event.defaultPrevented ? undefined : addressUnder(event.target);
}

/** The target of the link around an element, if the client can open it. */
export function addressUnder(target: EventTarget | null): URL | undefined {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return undefined;
  if (!["", "_self"].includes(link.target) || link.relList.contains("external")) return undefined;
  const url = new URL(link.href);
  return isJump(url) || !isOurs(url) ? undefined : url;
}

/** The address that a form with method GET opens, such as a search. */
export function addressOfForm(form: HTMLFormElement, submitter: HTMLElement | null): URL | undefined {
  // By attribute: a field may be called "method" or "action".
  const [method, action] = ["method", "action"].map((name) => form.getAttribute(name) ?? "");
  if (!/^(get)?$/i.test(method ?? "") || form.hasAttribute("target")) return undefined;
  const url = new URL(action ?? "", location.href);
  const entries = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]);
  url.search = new URLSearchParams(entries).toString();
  return isOurs(url) ? url : undefined;
}

/** Whether the client can open this address over the socket now, or may be able to in a moment; offline, nobody can. */
export function isOurs(url: URL): boolean {
  return url.origin === location.origin && (isSoon() || !navigator.onLine) && mayMatch(url.pathname);
}

/** Path and query, which together identify a page. */
export function pageOf(url: URL | Location): string {
  return url.pathname + url.search;
}

/** Whether the address is only another place on the open page. */
function isJump(url: URL): boolean {
  return url.href.includes("#") && pageOf(url) === pageOf(location);
}
