/** A page's entries in the head of the document: title, description, canonical address, feed. */

import type { Page } from "../contract.js";

const root = document.documentElement;

export function showHead(page: Page): void {
  showTitle(page.title);
  set("meta", { name: "description" }, "content", page.description);
  set("link", { rel: "canonical" }, "href", page.canonical && new URL(page.canonical, location.origin).href);
  set("link", { rel: "alternate", type: "application/atom+xml" }, "href", page.feed);
}

/** Update the title and, if the open page has one, the canonical address. */
export function renameHead(title: string, path: string): void {
  showTitle(title);
  const canonical = document.head.querySelector<HTMLLinkElement>("link[rel=canonical]");
  if (canonical) canonical.href = new URL(path, canonical.href).href;
}

function showTitle(title: string): void {
  document.title = [...new Set([title, root.dataset["site"]])].filter(Boolean).join(" · ");
}

/** Ensure that the head has exactly one such element with this value, or none if the value is empty. */
function set(tag: string, fixed: Record<string, string>, attribute: string, value: string): void {
  const selector = tag + Object.entries(fixed).map(([name, text]) => `[${name}="${text}"]`).join("");
  const [kept, ...more] = document.head.querySelectorAll(selector);
  for (const element of value ? more : [kept, ...more]) element?.remove();
  if (!value) return;
  const element = kept ?? document.head.appendChild(Object.assign(document.createElement(tag), fixed));
  element.setAttribute(attribute, value);
}
