/**
 * Live fragments: the client subscribes to every [data-live] element, whose version decides which deliveries apply.
 * After each render and each join, it subscribes, waits for the confirmation, and then fetches newer versions. So it
 * misses nothing in between.
 */

import type { Subscription } from "../../wamp/index.js";
import type { Delivery } from "../contract.js";
import { all } from "../document/elements.js";
import { afterPaint } from "../document/paint.js";
import { parse } from "../document/parse.js";
import { connection, onJoin } from "../session.js";
import { CatchUp } from "./catch-up.js";
import { applyChildren } from "./children.js";
import { morphInside, type Policy } from "./morph.js";
import { baseOf, decide, moduleOf, topicOf } from "./versions.js";

const watched = new Map<string, Subscription>();
const modules = new Map<string, CatchUp>();
/** Fragments whose next rendering is the answer to a form submitted in this window. */
const answered = new Set<string>();
/** Elements that were reported gone, with the version they showed, so that each is reported only once per version. */
const goneBefore = new WeakMap<HTMLElement, number>();
let whenGone: (element: HTMLElement) => void = () => undefined;

/** Keep all fragments current; `gone` is called with an element that was deleted, or that we may no longer see. */
export function start(gone: (element: HTMLElement) => void): void {
  whenGone = gone;
  queueMicrotask(follow);
  document.addEventListener("courant:render", () => afterPaint(follow));
  onJoin(() => void catchUp(fragments()));
}

/** Fetch what we missed from a module that is back. */
export function returned(module: string): void {
  void catchUp(fragments().filter((element) => moduleOf(idOf(element)) === module));
}

/** After a form in this element was answered: fetch its fragment again, and let the new rendering win. */
export function answer(inside: Element): void {
  const element = inside.closest<HTMLElement>("[data-live]");
  if (!element) return;
  answered.add(idOf(element));
  element.dataset["version"] = "0";
  void catchUp([element]);
}

/** Subscribe to the fragments that are new in the document, and unsubscribe from those that have left it. */
function follow(): void {
  const elements = fragments();
  const present = new Set(elements.map((element) => baseOf(idOf(element))));
  for (const [base, subscription] of watched) {
    if (present.has(base)) continue;
    subscription.cancel();
    watched.delete(base);
  }
  void catchUp(elements.filter(subscribe));
}

/** Subscribe to the element's topic; false if we already had. */
function subscribe(element: HTMLElement): boolean {
  const base = baseOf(idOf(element));
  if (watched.has(base)) return false;
  const topic = element.dataset["topic"] ?? topicOf(base);
  watched.set(base, connection.listen(topic, ({ kwargs }) => heard(base, kwargs as unknown as Delivery)));
  return true;
}

/** Receive an event, unless it names another topic's fragment: the router does not check what modules publish. */
function heard(base: string, delivery: Delivery): void {
  if (baseOf(delivery.id) === base) receive(delivery);
}

/** Waits until each fragment's topic is confirmed or refused, then asks each module once. */
async function catchUp(elements: readonly HTMLElement[]): Promise<void> {
  if (!connection.joined) return; // the next join asks
  const ids = elements.map(idOf);
  await Promise.allSettled(ids.map((id) => watched.get(baseOf(id))?.confirmed));
  const byModule = Map.groupBy(ids, moduleOf);
  for (const [module, own] of byModule) void catchUpOf(module).ask(own);
}

function catchUpOf(module: string): CatchUp {
  const found = modules.get(module) ?? new CatchUp(module, versions, receive);
  modules.set(module, found);
  return found;
}

/** The lowest version that the document shows of each of these fragments; those no longer in it are left out. */
function versions(ids: Iterable<string>): Record<string, number> {
  const wanted = new Set(ids);
  const found: Record<string, number> = {};
  for (const element of fragments()) {
    const id = idOf(element);
    if (wanted.has(id)) found[id] = Math.min(found[id] ?? Infinity, versionOf(element));
  }
  return found;
}

function receive(delivery: Delivery): void {
  const base = baseOf(delivery.id);
  fragments()
    .filter((element) => baseOf(idOf(element)) === base)
    .forEach((element) => apply(element, delivery));
}

function apply(element: HTMLElement, delivery: Delivery): void {
  switch (decide(delivery, { id: idOf(element), version: versionOf(element) })) {
    case "gone":
      return leave(element);
    case "whole":
      morphInside(element, parse(delivery.html as string), policyFor(element));
      return advance(element, delivery);
    case "children":
      return applyChildren(element, delivery) ? advance(element, delivery) : ask(element);
    case "ask":
      return ask(element);
    case "ignore":
  }
}

function leave(element: HTMLElement): void {
  if (goneBefore.get(element) !== versionOf(element)) whenGone(element);
  goneBefore.set(element, versionOf(element));
}

function policyFor(element: HTMLElement): Policy {
  return answered.delete(idOf(element)) ? "answered" : "pushed";
}

function advance(element: HTMLElement, delivery: Delivery): void {
  element.dataset["version"] = String(delivery.version);
}

function ask(element: HTMLElement): void {
  void catchUpOf(moduleOf(idOf(element))).ask([idOf(element)]);
}

function fragments(): HTMLElement[] {
  return all("[data-live]");
}

function idOf(element: HTMLElement): string {
  return element.dataset["live"] ?? "";
}

function versionOf(element: HTMLElement): number {
  return Number(element.dataset["version"] ?? 0);
}
