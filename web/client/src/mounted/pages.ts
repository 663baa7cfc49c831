/** Pages of mounted Django apps, fetched over HTTP and made ready to be shown as every other page. */

import type { Fetched } from "../pages/prefetch.js";
import { parse, parsePage } from "../document/parse.js";
import { pageOf } from "../pages/links.js";
import * as code from "./code.js";
import * as notices from "./notices.js";
import * as styles from "./styles.js";
import { WORDS } from "./words.js";

/** The answer to a form, and where a redirect led: pages that have been fetched and are about to be shown. */
let ready: { readonly address: string; readonly page: Fetched } | undefined;

/** The page at an address of an app. Rejects if the browser should open the address, as it does with a download. */
export async function pageAt(url: URL, signal?: AbortSignal): Promise<Fetched> {
  if (!signal) throw new Error("an app's page is not fetched in advance: asking for it may change something");
  const found = ready;
  ready = undefined;
  if (found?.address === pageOf(url)) return found.page;
  const response = await ask(url, { signal }).catch(() => undefined);
  signal.throwIfAborted();
  if (!response) return away();
  if (!isPage(response)) {
    void response.body?.cancel();
    throw new Error(`${url.pathname} is no page`);
  }
  const there = await keep(response);
  return there === pageOf(url) ? ready!.page : { ...ready!.page, location: there };
}

/** Fetch what an app answers. */
export function ask(url: URL, options: RequestInit): Promise<Response> {
  return fetch(url, { ...options, headers: { Accept: "text/html", "Courant-Page": "1" } });
}

/** Whether an answer is a page, which can be shown here, and no file. */
export function isPage({ headers }: Response): boolean {
  const isFile = headers.get("Content-Disposition")?.startsWith("attachment");
  return !isFile && headers.get("Content-Type")?.startsWith("text/html") === true;
}

/** Have an answer's page ready for the visit of its address, which is returned: where the last redirect led. */
export async function keep(response: Response): Promise<string> {
  const fresh = parsePage(await response.text());
  const address = pageOf(new URL(response.url));
  await styles.load(fresh);
  ready = { address, page: fetched(fresh, response.status) };
  notices.take(fresh);
  return address;
}

function fetched(fresh: Document, status: number): Fetched {
  const content = fresh.getElementById("main") ?? fresh.body;
  const nodes = document.createDocumentFragment();
  nodes.append(...content.childNodes);
  const app = nodes.querySelector("courant-app");
  if (app) code.bring(app, fresh);
  const { module = "", audience = "" } = content.dataset;
  const end = ` · ${document.documentElement.dataset["site"] ?? ""}`;
  const title = fresh.title.endsWith(end) ? fresh.title.slice(0, -end.length) : "";
  const description = fresh.querySelector<HTMLMetaElement>("meta[name=description]")?.content ?? "";
  return { ...EMPTY, status, title, description, module, audience, noindex: status !== 200, nodes };
}

const EMPTY = {
  html: "", canonical: "", feed: "", image: "", published: "", modified: "", author: "", location: "", scripts: [],
  styles: [], fragments: {}, trail: [], translations: {},
};

/** What is shown while web is away: the client fetches it again as soon as web is back. */
function away(): Fetched {
  const nodes = parse('<div class="narrow error"><h1></h1><p></p></div>');
  nodes.querySelector("h1")!.textContent = WORDS.title;
  nodes.querySelector("p")!.textContent = WORDS.away;
  return { ...EMPTY, status: 503, title: WORDS.title, description: "", module: "web", audience: "", noindex: true, nodes };
}
