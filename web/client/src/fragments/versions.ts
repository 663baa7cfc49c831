/** Decides what to do with a delivery, given the id and version of the element in this window (docs/topics/wire.md). */

import type { Delivery } from "../contract.js";

interface Fragment {
  readonly id: string;
  readonly version: number;
}

/** ignore: not newer; ask: newer, but the delivery cannot be applied to the version that we have. */
type Decision = "ignore" | "gone" | "whole" | "children" | "ask";

/** The id without its part; the topic and the version belong to this base id. */
export function baseOf(id: string): string {
  return id.split("/", 1)[0] as string;
}

export function moduleOf(id: string): string {
  return id.split(".", 1)[0] as string;
}

export function topicOf(id: string): string {
  const base = baseOf(id);
  return `courant.${moduleOf(base)}.live.${base.slice(moduleOf(base).length + 1)}`;
}

export function decide(delivery: Delivery, own: Fragment): Decision {
  if (delivery.version <= own.version) return "ignore";
  if (delivery.gone) return "gone";
  if (delivery.id !== own.id) return "ask";
  if (typeof delivery.html === "string") return "whole";
  return delivery.base === own.version ? "children" : "ask";
}
