/**
 * Live fragments: every [data-live] element is subscribed, and its version decides what is applied. After each render and
 * each join we subscribe first, wait for the confirmation, and then ask what is newer; so nothing falls in between.
 */

import type { Subscription } from "../../wamp/index.js";
import type { Delivery } from "../contract.js";
import { all, onRender } from "../document/elements.js";
import { parse } from "../document/parse.js";
import { connection, onJoin } from "../session.js";
import { CatchUp } from "./catch-up.js";
import { applyChildren } from "./children.js";
import { morphInside, type Policy } from "./morph.js";
import { baseOf, decide, moduleOf, topicOf } from "./versions.js";

const watched = new Map<string, Subscription>();
const modules = new Map<string, CatchUp>();
/** Fragments whose next rendering answers my own submit. */
const answered = new Set<string>();
/** Elements whose page was asked for again, in the version they showed: what still shows it is not asked for over and over. */
const goneBefore = new WeakMap<HTMLElement, number>();
let whenGone: (element: HTMLElement) => void = () => undefined;

/** Keep all fragments current; `gone` is told of an element whose thing is deleted, or not for us any more. */
export function start(gone: (element: HTMLElement) => void): void {
  whenGone = gone;
  onRender(() => queueMicrotask(follow));
  onJoin(() => void catchUp(fragments()));
}

/** A module is back: ask what we missed of it. */
export function returned(module: string): void {
  void catchUp(fragments().filter((element) => moduleOf(idOf(element)) === module));
}

/** My own submit was answered: what it stood in is asked for anew, and wins. */
export function answer(inside: Element): void {
  const element = inside.closest<HTMLElement>("[data-live]");
  if (!element) return;
  answered.add(idOf(element));
  element.dataset["version"] = "0";
  void catchUp([element]);
}

/** Subscribe to what came into the document, and leave what is no longer in it. */
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

/** Whether the element's topic was not listened to yet, and is now. */
function subscribe(element: HTMLElement): boolean {
  const base = baseOf(idOf(element));
  if (watched.has(base)) return false;
  const topic = element.dataset["topic"] ?? topicOf(base);
  watched.set(base, connection.listen(topic, ({ kwargs }) => heard(base, kwargs as unknown as Delivery)));
  return true;
}

/** A topic speaks for its own fragment only: the router does not look at what a module writes into an event. */
function heard(base: string, delivery: Delivery): void {
  if (baseOf(delivery.id) === base) receive(delivery);
}

/** Waits for the confirmation of each fragment's topic, refused ones too, and asks each module once. */
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

/** The lowest version shown of each fragment that is still in the document. */
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
