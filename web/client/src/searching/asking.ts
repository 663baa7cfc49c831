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
  readonly parts: readonly Part[];
}

export interface Part {
  readonly module: string;
  readonly title: string;
}

/** A query, and the part of the site in which it is asked; "" is all of it. */
export interface Question {
  readonly q: string;
  readonly module: string;
}

export type Failure = "away" | "tooFast";

/** Calls `show` with each answer to a question that is still the last, or with why there is none. */
export class Asking {
  #next: Question | undefined;
  #busy = false;

  constructor(private readonly show: (asked: Question, answer: Results | Failure) => void) {}

  ask(question: Question): void {
    this.#next = question;
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#next !== undefined) {
      const asked = this.#next;
      this.#next = undefined;
      const answer = await call<Results>(LIST, { ...asked }).catch(failure);
      if (this.#next === undefined) this.show(asked, answer);
    }
    this.#busy = false;
  }
}

function failure(error: unknown): Failure {
  return error instanceof WampError && error.uri === "courant.error.rate_limited" ? "tooFast" : "away";
}
