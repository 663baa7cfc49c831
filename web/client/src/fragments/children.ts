/** Single children of a live list: put, moved and dropped, so that only what changed travels. */

import type { Delivery, Put } from "../contract.js";
import { rendered } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { isRemovable, morphWhole } from "./morph.js";

/** Carries out a delivery's `drop` and `put`; false when a child it leans on is missing, and all must be asked for. */
export function applyChildren(list: Element, { drop = [], put = [] }: Delivery): boolean {
  for (const key of drop) {
    const child = childOf(list, key);
    if (child && isRemovable(child, "pushed")) child.remove();
  }
  return put.every((one) => putChild(list, one));
}

function putChild(list: Element, { key, html, after }: Put): boolean {
  const before = typeof after === "string" ? childOf(list, after) : null;
  const fresh = parse(html).firstElementChild;
  if (before === undefined || !fresh) return false;
  const old = childOf(list, key);
  const next = before ? before.nextElementSibling : list.firstElementChild;
  if (!old) list.insertBefore(fresh, next);
  else if (old !== next) move(list, old, next);
  if (old) morphWhole(old, fresh, "pushed");
  rendered(childOf(list, key) ?? list);
  return true;
}

function childOf(list: Element, key: string): Element | undefined {
  return [...list.children].find(({ id }) => id === key);
}

/** Where the browser can, without losing focus and what plays inside. */
function move(list: Element, child: Element, next: Element | null): void {
  if ("moveBefore" in list) list.moveBefore(child, next);
  else (list as Element).insertBefore(child, next);
}
