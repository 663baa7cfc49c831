/**
 * What a page is, for search engines: JSON-LD, as web's `structured` writes it. The order of the names matters: both
 * write the same, byte for byte.
 */

import type { Crumb, Page } from "../contract.js";
import { picture } from "./picture.js";

/** The JSON-LD of a page on the site with this name and address; "" if there is nothing to say. */
export function structured(page: Page, site: string, url: string): string {
  if (page.noindex || page.status !== 200 || !page.canonical) return "";
  const absolute = (path: string): string => (path.startsWith("/") ? url + path : path);
  const address = absolute(page.canonical);
  const above = (page.trail as Crumb[] | undefined) ?? []; // modules made before there was a trail send none
  const graph = [
    ...(page.canonical === "/" ? [website(site, url)] : []),
    ...(page.published ? [article(page, site, url, address, absolute)] : []),
    ...(above.length ? [trail([...above, { title: page.title, path: page.canonical }], absolute)] : []),
  ];
  const written = JSON.stringify({ "@context": "https://schema.org", "@graph": graph });
  return graph.length ? written.replaceAll("<", "\\u003c") : "";
}

function website(site: string, url: string): object {
  const target = { "@type": "EntryPoint", urlTemplate: `${url}/search/?q={words}` };
  const search = { "@type": "SearchAction", target, "query-input": "required name=words" };
  return { "@type": "WebSite", name: site, url: `${url}/`, potentialAction: search };
}

function article(page: Page, site: string, url: string, address: string, absolute: (path: string) => string): object {
  const shown = picture(page, site);
  return {
    "@type": "Article", headline: page.title, description: page.description || page.title, url: address,
    datePublished: page.published,
    ...(page.modified ? { dateModified: page.modified } : {}),
    ...authors(page.author.split(", ").filter(Boolean)),
    ...(shown ? { image: absolute(shown.address) } : {}),
    publisher: { "@type": "Organization", name: site, url: `${url}/` },
  };
}

function authors(names: readonly string[]): object {
  const people = names.map((name) => ({ "@type": "Person", name }));
  return people.length ? { author: people.length > 1 ? people : people[0] } : {};
}

function trail(steps: readonly Crumb[], absolute: (path: string) => string): object {
  const items = steps.map(({ title, path }, index) => ({
    "@type": "ListItem", position: index + 1, name: title, ...(path ? { item: absolute(path) } : {}),
  }));
  return { "@type": "BreadcrumbList", itemListElement: items };
}
