/** Asking a module what is newer than what this window shows: one question at a time, about all that is behind. */

import { TimedOut, WampError } from "../../wamp/index.js";
import type { Delivery } from "../contract.js";
import { ABSENT, GONE } from "../failures.js";
import { call } from "../session.js";

/** Errors after which the same question may be answered later. */
const PASSING = [ABSENT, GONE, ...["rate_limited", "unavailable", "internal"].map((name) => `courant.error.${name}`)];
/** The wait before it is asked again (milliseconds). */
const AGAIN = 5_000;

export class CatchUp {
  #behind = new Set<string>();
  #asking = false;

  constructor(
    readonly module: string,
    readonly versions: (ids: Iterable<string>) => Record<string, number>,
    readonly deliver: (delivery: Delivery) => void,
  ) {}

  /** Ask about these fragments, together with whatever else is behind when the present question is answered. */
  async ask(ids: Iterable<string>): Promise<void> {
    for (const id of ids) this.#behind.add(id);
    if (this.#asking) return;
    this.#asking = true;
    while (this.#behind.size > 0) await this.#askOnce();
    this.#asking = false;
  }

  async #askOnce(): Promise<void> {
    const ids = this.#behind;
    this.#behind = new Set();
    const fragments = this.versions(ids);
    if (Object.keys(fragments).length === 0) return;
    const answer = call<{ fragments: Delivery[] }>(`courant.${this.module}.live.since`, { fragments });
    await answer.then((found) => found.fragments.forEach(this.deliver)).catch((error: Error) => this.#fail(error, ids));
  }

  /** A lost connection asks by itself when it is back; a module that is away may return unnoticed. */
  #fail(error: Error, ids: Set<string>): void {
    const passing = error instanceof TimedOut || (error instanceof WampError && PASSING.includes(error.uri));
    if (passing) setTimeout(() => void this.ask(ids), AGAIN * (1 + Math.random()));
  }
}
