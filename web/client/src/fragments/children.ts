/** Inserts, moves and removes single children of a live list, so that only changed children are sent. */

import type { Delivery, Put } from "../contract.js";
import { rendered } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { move } from "./keyed.js";
import { isRemovable, morphWhole } from "./morph.js";
import { keepPlace } from "./place.js";

/** Applies a delivery's `drop` and `put`; false if a child that it refers to is missing, so that we must fetch all. */
export function applyChildren(list: Element, { drop = [], put = [] }: Delivery): boolean {
  let complete = false;
  keepPlace(() => {
    for (const key of drop) {
      const child = childOf(list, key);
      if (child && isRemovable(child, "pushed")) child.remove();
    }
    complete = put.every((one) => putChild(list, one));
  });
  return complete;
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
