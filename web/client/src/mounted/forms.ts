/** Forms of mounted Django apps are sent over HTTP as the browser would send them; the answer is shown here. */

import { WORDS } from "../words.js";
import { isOurs } from "../pages/links.js";
import { isMounted } from "../pages/modules.js";
import { visit } from "../pages/navigation.js";
import { withProgress } from "../pages/progress.js";
import { ask, isPage, keep } from "./pages.js";

export function start(): void {
  addEventListener("submit", submit);
}

function submit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const url = event.defaultPrevented ? undefined : addressOf(form, event.submitter);
  if (!url) return;
  event.preventDefault();
  if (form.ariaBusy !== "true") void send(form, event.submitter, url);
}

/** Where a form is sent, if its answer can be shown here. A field may be called "method": attributes are asked. */
function addressOf(form: HTMLFormElement, button: HTMLElement | null): URL | undefined {
  const said = (name: string) => button?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  if (!/^post$/i.test(said("method")) || !/^(_self)?$/.test(said("target")) || !form.closest("courant-app")) return undefined;
  const url = new URL(said("action"), location.href);
  return isOurs(url) && isMounted(url) ? url : undefined;
}

async function send(form: HTMLFormElement, button: HTMLElement | null, url: URL): Promise<void> {
  form.ariaBusy = "true";
  const response = await withProgress(ask(url, { method: "POST", body: bodyOf(form, button) })).catch(() => undefined);
  form.ariaBusy = null;
  if (!response) return alert(WORDS.away);
  if (!isPage(response)) return save(response);
  await visit(await keep(response));
}

function bodyOf(form: HTMLFormElement, button: HTMLElement | null): FormData | URLSearchParams {
  const data = new FormData(form, button);
  const kind = button?.getAttribute("formenctype") ?? form.getAttribute("enctype");
  if (kind?.toLowerCase() === "multipart/form-data") return data;
  return new URLSearchParams([...data].map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
}

/** Save a file that answers a form. */
async function save(response: Response): Promise<void> {
  const name = /filename="?([^";]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  const href = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
