/**
 * Changes old nodes into new ones under one of two policies. *Pushed*, for other people's changes, never touches the
 * focused field, a dirty form or field, or `[data-keep]`, and leaves `<details>` open or closed. *Answered*, for the
 * reply to our own submit, overrides everything except `[data-keep]`. Neither replaces a live fragment by an older one.
 */

import { isChanged, isDirty, isField } from "../document/dirty.js";
import { rendered } from "../document/elements.js";
import { morphChildren, morphElement, type Rules } from "./keyed.js";
import { keepPlace } from "./place.js";

export type Policy = "pushed" | "answered";

/** Change the content of an element to match `content`. */
export function morphInside(element: Element, content: Node, policy: Policy): void {
  if (isInsideProtected(element, policy)) return;
  keepPlace(() => morphChildren(element, content, rules(policy)));
  rendered(element);
}

/** Change an element, including its attributes, to match `content`. */
export function morphWhole(element: Element, content: Element, policy: Policy): void {
  morphElement(element, content, rules(policy));
}

/** Whether a node can be removed: neither it nor anything inside it is protected. What a form keeps goes with the form. */
export function isRemovable(node: Node, policy: Policy): boolean {
  if (!(node instanceof Element)) return true;
  const kept = node.querySelectorAll("[data-keep]:not(form *), form, input, textarea, select, [contenteditable]");
  return ![node, ...kept].some((element) => isProtected(element, policy));
}

function rules(policy: Policy): Rules {
  return {
    mayMorph: (old, fresh) => mayMorph(old, fresh, policy),
    mayRemove: (old) => isRemovable(old, policy),
    mayMove: (old) => !isInsideProtected(old, policy),
  };
}

/** Whether the element, or the form or kept element around it, is protected. */
function isInsideProtected(element: Element, policy: Policy): boolean {
  return isProtected(element.closest("form, [data-keep]") ?? element, policy);
}

function mayMorph(old: Element, fresh: Element, policy: Policy): boolean {
  if (old.matches("details, dialog")) fresh.toggleAttribute("open", old.hasAttribute("open"));
  return !isProtected(old, policy) && !isAhead(old, fresh);
}

function isProtected(element: Element, policy: Policy): boolean {
  if (element.hasAttribute("data-keep")) return true;
  if (policy === "answered") return false;
  if (element instanceof HTMLFormElement) return isDirty(element);
  return isField(element) && (element === document.activeElement || isChanged(element));
}

/** Whether both show the same fragment and the old one is newer. A restarted module may draw the same version anew. */
function isAhead(old: Element, fresh: Element): boolean {
  const id = old.getAttribute("data-live");
  return id !== null && id === fresh.getAttribute("data-live") && version(old) > version(fresh);
}

function version(element: Element): number {
  return Number(element.getAttribute("data-version"));
}
