/**
 * Changes the children of an element into those of a new rendering. An old node stays if it has a counterpart: the
 * element with the same id or live fragment, wherever it was; or the next sibling with the same content; or else the
 * next sibling of the same kind whose content is nowhere in the new rendering. A node that stays keeps its focus,
 * selection and scroll position and, in browsers with `moveBefore`, its frame or its film.
 */

import { isChanged } from "../document/dirty.js";
import { part } from "../document/elements.js";

/** What the caller decides about old nodes. */
export interface Rules {
  /** Whether an old element may become the new one; if not, it stays as it is. */
  readonly mayMorph: (old: Element, fresh: Element) => boolean;
  /** Whether an old node without a counterpart may be removed. */
  readonly mayRemove: (old: Node) => boolean;
  /** Whether an old element may be moved to another parent. */
  readonly mayMove: (old: Element) => boolean;
}

const KEYED = "[id], [data-live]";
/** So many nodes move rather than the one that is to stand before them: whoever follows that one need not move. */
const FEW = 3;

/** Change the children of `root` to those of `content`, whose nodes are used up. */
export function morphChildren(root: Element, content: Node, rules: Rules): void {
  keepFocus(() => new Morph(root, rules).children(root, content));
}

/** Change an element, with its attributes and children, to `fresh`. */
export function morphElement(old: Element, fresh: Element, rules: Rules): void {
  keepFocus(() => {
    if (kindOf(old) === kindOf(fresh)) new Morph(old, rules).become(old, fresh);
    else if (rules.mayRemove(old)) old.replaceWith(fresh);
  });
}

/** Move a child; if the browser supports it, focus and playing media survive the move. */
export function move(parent: Element, child: Node, next: Node | null): void {
  if ("moveBefore" in parent && child.isConnected && parent.isConnected) parent.moveBefore(child as Element, next);
  else (parent as Element).insertBefore(child, next);
}

class Morph {
  /** The old elements with a key that have no counterpart yet. */
  readonly #keyed = new Map<string, Element>();

  constructor(
    root: Element,
    readonly rules: Rules,
  ) {
    for (const element of root.querySelectorAll(KEYED)) {
      if (!this.#keyed.has(keyOf(element))) this.#keyed.set(keyOf(element), element);
    }
  }

  children(parent: Element, content: Node): void {
    const wanted = new Wanted(content.childNodes, parent.childNodes);
    let at = parent.firstChild;
    for (const fresh of [...content.childNodes]) {
      wanted.remove(fresh);
      const match = this.#counterpart(parent, fresh, at, wanted);
      if (!match) {
        this.#insert(parent, fresh, at);
        continue;
      }
      this.#place(parent, match, at, wanted);
      at = match.nextSibling;
      this.become(match, fresh);
    }
    this.#clear(at, null, wanted);
  }

  become(old: Node, fresh: Node): void {
    if (!isElement(old) || !isElement(fresh)) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    } else if (this.rules.mayMorph(old, fresh)) {
      copyAttributes(old, fresh);
      this.children(old, fresh);
      if (isChanged(old)) restore(old);
    }
  }

  #counterpart(parent: Element, fresh: Node, at: Node | null, wanted: Wanted): Node | undefined {
    if (!isElement(fresh)) return at?.nodeType === fresh.nodeType ? at : undefined;
    const key = keyOf(fresh);
    if (!key) return same(fresh, at, wanted) ?? next(fresh, at, wanted);
    const found = this.#keyed.get(key);
    if (!found || kindOf(found) !== kindOf(fresh) || found.contains(parent)) return undefined;
    if (found.parentNode !== parent && !this.rules.mayMove(found)) return undefined;
    this.#keyed.delete(key);
    return found;
  }

  /** Insert a new node; old elements that are inside of it now move there. */
  #insert(parent: Element, fresh: Node, at: Node | null): void {
    const moves = isElement(fresh) && [...fresh.querySelectorAll(KEYED)].some((one) => this.#keyed.has(keyOf(one)));
    if (!moves) return void parent.insertBefore(fresh, at);
    const outer = parent.insertBefore(fresh.cloneNode(), at);
    this.children(outer as Element, fresh);
  }

  /** Bring a match to the place before `at`; nothing has to move if all nodes between can be removed. */
  #place(parent: Element, match: Node, at: Node | null, wanted: Wanted): void {
    const follows = at && match.parentNode === parent && at.compareDocumentPosition(match) & 4;
    const first = follows ? this.#clear(at, match, wanted) : at;
    if (first === match) return;
    const passed = between(first, match);
    // The element with the focus stays, and the others move around it.
    if (follows && (passed.length <= FEW || match.contains(document.activeElement))) {
      for (const node of passed) move(parent, node, match.nextSibling);
    } else move(parent, match, first);
  }

  /** Remove the nodes from `first` up to `end` that nobody wants; returns the first node that is left. */
  #clear(first: Node | null, end: Node | null, wanted: Wanted): Node | null {
    const kept = between(first, end).filter((node) => {
      if (wanted.has(node) || !this.rules.mayRemove(node)) return true;
      node.parentNode?.removeChild(node);
      return false;
    });
    return kept[0] ?? end;
  }
}

/** Which elements are still to come: of each content that the old ones have as well, and of the others of each kind. */
class Wanted {
  readonly #counts = new Map<string, number>();
  readonly #contents = new Map<Node, string>();
  /** What each new node is counted as. */
  readonly #counted = new Map<Node, string>();

  constructor(fresh: Iterable<Node>, old: Iterable<Node>) {
    const shown = new Map<string, number>();
    for (const node of old) add(shown, this.contentOf(node), 1);
    for (const node of fresh) {
      if (!isElement(node)) continue;
      const content = this.contentOf(node);
      const counted = content && add(shown, content, -1) >= 0 ? content : kindOf(node);
      this.#counted.set(node, counted);
      add(this.#counts, counted, 1);
    }
  }

  /** Whether the node may be the counterpart of one that is to come. */
  has(node: Node): boolean {
    return this.hasSame(node) || (this.#counts.get(kindOf(node)) ?? 0) > 0;
  }

  /** Whether an element with just this content is to come. */
  hasSame(node: Node): boolean {
    return (this.#counts.get(this.contentOf(node)) ?? 0) > 0;
  }

  /** What two elements without a key have in common if they show the same. */
  contentOf(node: Node): string {
    const known = this.#contents.get(node);
    if (known !== undefined) return known;
    const content = isElement(node) && !keyOf(node) ? node.outerHTML : "";
    this.#contents.set(node, content);
    return content;
  }

  remove(node: Node): void {
    const counted = this.#counted.get(node);
    if (counted) add(this.#counts, counted, -1);
  }
}

function add(counts: Map<string, number>, name: string, number: number): number {
  const sum = (counts.get(name) ?? 0) + number;
  counts.set(name, sum);
  return sum;
}

/** The next sibling with the same content. */
function same(fresh: Element, at: Node | null, wanted: Wanted): Node | undefined {
  const content = wanted.contentOf(fresh);
  return between(at, null).find((node) => wanted.contentOf(node) === content);
}

/** The next sibling of the same kind without a key, unless a node before it is wanted by a later sibling. */
function next(fresh: Element, at: Node | null, wanted: Wanted): Node | undefined {
  for (const node of between(at, null)) {
    if (kindOf(node) === kindOf(fresh) && !wanted.hasSame(node)) return node;
    if (wanted.has(node)) return undefined;
  }
  return undefined;
}

function between(first: Node | null, end: Node | null): Node[] {
  const found: Node[] = [];
  for (let node = first; node && node !== end; node = node.nextSibling) found.push(node);
  return found;
}

function isElement(node: Node): node is Element {
  return node instanceof Element;
}

function keyOf(element: Element): string {
  return element.id || element.getAttribute("data-live") || "";
}

/** What two nodes have in common if one can become the other. */
function kindOf(node: Node): string {
  return `${node.nodeName} ${isElement(node) ? keyOf(node) : ""}`;
}

function copyAttributes(old: Element, fresh: Element): void {
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
}

/** Give a field the value that its attributes say. */
function restore(field: Element): void {
  if (field instanceof HTMLSelectElement) {
    for (const option of field.options) option.selected = option.defaultSelected;
  } else if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    field.checked = field.defaultChecked;
  } else if (field instanceof HTMLTextAreaElement || (field as HTMLInputElement).type !== "file") {
    (field as HTMLInputElement).value = (field as HTMLInputElement).defaultValue;
  }
}

/** Return the focus and the selection to an element that was moved, or that was made again with the same id. */
function keepFocus(act: () => void): void {
  const before = (document.activeElement ?? document.body) as HTMLInputElement;
  const { selectionStart, selectionEnd } = before;
  act();
  if (before === document.activeElement) return;
  const after = (before.isConnected ? before : part(before.id)) as HTMLInputElement | null;
  after?.focus({ preventScroll: true });
  if (typeof selectionStart === "number") after?.setSelectionRange?.(selectionStart, selectionEnd);
}
