/** Fetches what a module has changed since this window's versions: one call at a time, for all outdated fragments. */

import { TimedOut, WampError } from "../../wamp/index.js";
import { ABSENT, GONE, type Delivery } from "../contract.js";
import { call } from "../session.js";

/** Errors after which the same call may succeed later. */
const PASSING = [ABSENT, GONE, ...["rate_limited", "unavailable", "internal"].map((name) => `courant.error.${name}`)];
/** The delay before the call is repeated (milliseconds). */
const AGAIN = 5_000;

export class CatchUp {
  #behind = new Set<string>();
  #asking = false;

  constructor(
    readonly module: string,
    readonly versions: (ids: Iterable<string>) => Record<string, number>,
    readonly deliver: (delivery: Delivery) => void,
  ) {}

  /** Fetch these fragments; if a call is under way, they join the next one. */
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

  /** Retry after a passing error, since a module may return unnoticed. After a lost connection, the next join asks. */
  #fail(error: Error, ids: Set<string>): void {
    const passing = error instanceof TimedOut || (error instanceof WampError && PASSING.includes(error.uri));
    if (passing) setTimeout(() => void this.ask(ids), AGAIN * (1 + Math.random()));
  }
}
