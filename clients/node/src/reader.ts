/**
 * How far a follower is in one module's log, and what it has to do next; no I/O.
 *
 * The log is the source. A live event is a doorbell: only the one whose number is the next is taken at once.
 */

/** An event as the log has it. */
export interface Logged {
  readonly number: number;
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Live events that wait for the handler; what comes then is read from the log. */
const MOST_WAITING = 1000;

export class Reader {
  /** Whether the log may have more, and whether it is not to be tried for a while after a failure. */
  behind = true;
  rests = false;
  failures = 0;
  #live: Logged[] = [];

  constructor(
    readonly module: string,
    /** The last finished number; undefined until it is known where to begin. */
    public number: number | undefined,
    readonly takesLive: boolean,
  ) {}

  get hasWork(): boolean {
    return !this.rests && (this.behind || this.#live.length > 0);
  }

  /** An event arrived; `undefined` is one that only the log explains. */
  heard(event: Logged | undefined): void {
    const newest = this.#live.at(-1)?.number ?? this.number;
    if (event === undefined || newest === undefined || this.behind) this.behind = true;
    else if (event.number <= newest) return;
    else if (this.takesLive && event.number === newest + 1 && this.#live.length < MOST_WAITING) this.#live.push(event);
    else this.behind = true;
  }

  nextLive(): Logged | undefined {
    return this.#live.shift();
  }

  /** What is heard from now on may be missing in the answer; what waits will be in it. */
  beginFetch(): void {
    this.behind = false;
    this.#live = [];
  }

  finished(number: number): void {
    this.number = Math.max(number, this.number ?? 0);
  }

  failed(): number {
    this.behind = this.rests = true;
    this.#live = [];
    return (this.failures += 1);
  }

  beginsAnew(): void {
    [this.behind, this.rests, this.failures] = [true, false, 0];
  }
}
