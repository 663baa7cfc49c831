/** The title of the document; the rest of its head, which only programs read, is in `head-tags`. */

import type { Page } from "../contract.js";
import { root } from "../session.js";

export function showHead(page: Page): void {
  showTitle(page.title);
  tags((code) => code.describe(page));
}

/** Update the title and, if the open page has one, the canonical address. */
export function renameHead(title: string, path: string): void {
  showTitle(title);
  tags((code) => code.rename(title, path));
}

let loading: Promise<typeof import("./head-tags.js")> | undefined;

/** One promise for all: what is done first to the head is first when the code arrives. */
function tags(act: (code: typeof import("./head-tags.js")) => void): void {
  loading ??= import("./head-tags.js");
  loading.then(act, () => (loading = undefined));
}

function showTitle(title: string): void {
  document.title = [...new Set([title, root.dataset["site"]])].filter(Boolean).join(" · ");
}
