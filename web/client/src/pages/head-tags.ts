/**
 * The elements of the head that describe the open page to programs: the same, in the same order, as web writes them
 * (courant_web/pages/head.py). Loaded with the first page that is opened without a reload.
 */

import type { Page } from "../contract.js";
import { parse } from "../document/parse.js";
import { picture } from "./picture.js";
import * as print from "./print.js";
import { structured } from "./structured.js";

const root = document.documentElement;
const DATA = 'script[type="application/ld+json"]';
const OWN = [
  "meta[name=robots]", "meta[name=description]", "meta[name=author]", "link[rel=canonical]", "link[rel=alternate]",
  'meta[property^="og:"]:not([property="og:site_name"])', 'meta[name^="twitter:"]', 'meta[property^="article:"]', DATA,
].join();

print.start();

/** Describe another page. */
export function describe(page: Page): void {
  const { canonical, feed, published } = page;
  const title = page.title || root.dataset["site"] || "";
  const summary = page.description || title;
  const shown = picture(page, root.dataset["site"] ?? "");
  replace([
    ...(page.noindex || page.status !== 200 ? [meta("robots", "noindex")] : []),
    meta("description", summary),
    ...(page.author ? [meta("author", page.author)] : []),
    ...(canonical ? [link({ rel: "canonical", href: absolute(canonical) })] : []),
    ...Object.entries((page.translations as Page["translations"] | undefined) ?? {}).map(([hreflang, path]) =>
      link({ rel: "alternate", hreflang, href: absolute(path) })),
    ...(feed ? alternates(feed) : listed()),
    property("og:title", title),
    property("og:type", published ? "article" : "website"),
    ...(canonical ? [property("og:url", absolute(canonical))] : []),
    property("og:description", summary),
    ...(shown ? [property("og:image", absolute(shown.address))] : []),
    ...(shown?.width
      ? [property("og:image:width", String(shown.width)), property("og:image:height", String(shown.height))]
      : []),
    ...(shown ? [property("og:image:alt", shown.words)] : []),
    meta("twitter:card", shown ? "summary_large_image" : "summary"),
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

/** The feeds of all modules, as the foot of every page names them. */
function listed(): Element[] {
  const feeds = [...document.querySelectorAll<HTMLAnchorElement>(".footer > ul a")];
  return feeds.flatMap((one) => alternates(one.getAttribute("href") ?? "", one.textContent.trim()));
}

/** A feed in each of its formats. */
function alternates(path: string, title = ""): Element[] {
  const forms = [["application/atom+xml", ""], ["application/rss+xml", "rss/"], ["application/feed+json", "json/"]];
  return forms.map(([type = "", below = ""]) =>
    link({ rel: "alternate", type, href: path + below, ...(title ? { title } : {}) }));
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
