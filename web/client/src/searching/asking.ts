/** Asks the search as somebody types: one question at a time, and of those that wait only the last. */

import { WampError } from "../../wamp/index.js";
import { call } from "../session.js";

const LIST = "courant.search.result.list";

export interface Result {
  readonly module: string;
  readonly address: string;
  /** HTML, with the hits marked; so is `excerpt`. */
  readonly title: string;
  readonly excerpt: string;
  readonly space: string;
  readonly author: string;
  readonly language: string;
}

export interface Results {
  readonly results: readonly Result[];
  readonly total: number;
  readonly meant: string;
  readonly topics: readonly string[];
}

export type Failure = "away" | "tooFast";

/** Calls `show` with each answer to a question that is still the last, or with why there is none. */
export class Asking {
  #next: string | undefined;
  #busy = false;

  constructor(private readonly show: (q: string, answer: Results | Failure) => void) {}

  ask(q: string): void {
    this.#next = q;
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#next !== undefined) {
      const q = this.#next;
      this.#next = undefined;
      const answer = await call<Results>(LIST, { q }).catch(failure);
      if (this.#next === undefined) this.show(q, answer);
    }
    this.#busy = false;
  }
}

function failure(error: unknown): Failure {
  return error instanceof WampError && error.uri === "courant.error.rate_limited" ? "tooFast" : "away";
}
