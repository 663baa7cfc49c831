/**
 * Opens the page that has what the address points to: `data-elsewhere="#comment- /blog/comment/"` says that `#comment-7`,
 * if it is not here, is where `/blog/comment/7/` leads. Loaded when an address points into a page that says so.
 */

import { target } from "../document/elements.js";
import { enter, fetched, show } from "./navigation.js";

/** Open that page, if the element says where it may be. */
export async function seek(place: HTMLElement): Promise<void> {
  const [mark = "", path = ""] = place.dataset["elsewhere"]?.split(" ") ?? [];
  const { hash } = location;
  const number = hash.slice(mark.length);
  if (!hash.startsWith(mark) || !/^\d+$/.test(number) || target(hash)) return;
  const found = await fetched(new URL(`${path}${number}/`, location.href), () => undefined);
  if (found?.page.status !== 200) return;
  enter(found.url, "replace");
  show(found.page, found.url.hash);
}
