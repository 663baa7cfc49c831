/**
 * The elements of the head that describe the open page to programs: the same, in the same order, as web writes them
 * into the shell (shell.html). Loaded with the first page that is opened without a reload.
 */

import type { Page } from "../contract.js";
import { parse } from "../document/parse.js";
import * as print from "./print.js";
import { structured } from "./structured.js";

const root = document.documentElement;
const DATA = 'script[type="application/ld+json"]';
const OWN = [
  "meta[name=robots]", "meta[name=description]", "meta[name=author]", "link[rel=canonical]", "link[rel=alternate]",
  'meta[property^="og:"]:not([property="og:site_name"])', 'meta[property^="article:"]', DATA,
].join();

print.start();

/** Describe another page. */
export function describe(page: Page): void {
  const { canonical, feed, published } = page;
  const title = page.title || root.dataset["site"] || "";
  const summary = page.description || title;
  const atom = { rel: "alternate", type: "application/atom+xml" };
  const feeds = [...document.querySelectorAll<HTMLAnchorElement>(".footer li a")];
  replace([
    ...(page.noindex || page.status !== 200 ? [meta("robots", "noindex")] : []),
    meta("description", summary),
    ...(page.author ? [meta("author", page.author)] : []),
    ...(canonical ? [link({ rel: "canonical", href: absolute(canonical) })] : []),
    ...(feed
      ? [link({ ...atom, href: feed })]
      : feeds.map((one) => link({ ...atom, href: one.getAttribute("href") ?? "", title: one.textContent.trim() }))),
    property("og:title", title),
    property("og:type", published ? "article" : "website"),
    ...(canonical ? [property("og:url", absolute(canonical))] : []),
    property("og:description", summary),
    ...(page.image ? [property("og:image", absolute(page.image))] : []),
    ...(published ? [property("article:published_time", published)] : []),
    ...(page.modified ? [property("article:modified_time", page.modified)] : []),
    ...data(structured(page, root.dataset["site"] ?? "", address())),
  ]);
}

/** Describe the page as another document of the same address does. */
export function adopt(fresh: Document): void {
  replace([...fresh.head.querySelectorAll(OWN)]);
}

/** Update the title, and the addresses that the open page has. */
export function rename(title: string, path: string): void {
  document.head.querySelector('meta[property="og:title"]')?.setAttribute("content", title);
  const canonical = document.head.querySelector<HTMLLinkElement>("link[rel=canonical]");
  if (!canonical) return;
  document.head.querySelector(DATA)?.remove(); // it names the old address; the next document has the new one
  canonical.href = new URL(path, canonical.href).href;
  document.head.querySelector('meta[property="og:url"]')?.setAttribute("content", canonical.href);
}

function replace(fresh: readonly Element[]): void {
  const old = [...document.head.querySelectorAll(OWN)];
  const after = old[0]?.previousSibling;
  for (const element of old) element.remove();
  if (after) after.after(...fresh);
  else document.head.append(...fresh);
}

/** Parsed, not made: a page may not give the text of a script that it has made, even of one that is only data. */
function data(json: string): Element[] {
  return json ? [...parse(`<script type="application/ld+json">${json}</script>`).children] : [];
}

function meta(name: string, content: string): Element {
  return made("meta", { name, content });
}

function property(name: string, content: string): Element {
  return made("meta", { property: name, content });
}

function link(attributes: Record<string, string>): Element {
  return made("link", attributes);
}

function made(tag: string, attributes: Record<string, string>): Element {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** As web's `absolute`: what is no path on this site stays as it is. */
function absolute(path: string): string {
  return path.startsWith("/") ? address() + path : path;
}

/** The site's address, without a slash at its end. */
function address(): string {
  return document.head.querySelector<HTMLElement>('[property="og:site_name"]')?.dataset["url"] ?? location.origin;
}
