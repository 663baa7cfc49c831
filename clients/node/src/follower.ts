/** Receives the chosen events of several modules, each once and in the order of its module's log. */

import { ConnectionLost, TimedOut, WampError } from "../../../web/client/wamp/index.js";
import type { Keeper } from "./keeping.js";
import { format, parse, type Position } from "./position.js";
import { Reader, type Logged } from "./reader.js";

/** An event of a module; store `position` with your work, to do nothing twice. */
export interface Event {
  readonly number: number;
  readonly topic: string;
  readonly module: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly position: string;
}

export interface Choice {
  /** Such as `courant.blog.comment.added`. */
  readonly topics: readonly string[];
  /** Only events about one of these, such as `post-12`. */
  readonly things?: readonly string[];
  /** Only the deeds of these people. */
  readonly authors?: readonly string[];
}

export interface Behaviour extends Choice {
  /** When it has returned, the event is finished; if it throws, the event comes again after a pause. */
  readonly act: (event: Event) => unknown;
  /** Begin a module of which no position is kept with what happens from now on. */
  readonly fromNow?: boolean;
  /** Is told of events that were deleted before they came; without it, the follower ends. */
  readonly whenLost?: (module: string, position: number, next: number) => void;
  /** Is told of what fails and is tried again; by default it is printed. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Calls a procedure with named fields; the one result. Rejects with WampError, ConnectionLost or TimedOut. */
export type Call = (procedure: string, fields: Record<string, unknown>) => Promise<unknown>;

/** Waits, and the time in milliseconds. */
export interface Clock {
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

interface Answer {
  readonly packed: string;
  readonly last: number;
  readonly end: number;
  readonly more: boolean;
}

const LIMIT = 5000;
const STORED = 1000;
const [FIRST, LONGEST] = [200, 60_000];
const FINAL = ["courant.error.forbidden", "courant.error.invalid", "wamp.error.not_authorized"];
const AWAY = [
  "courant.error.unavailable",
  "courant.error.rate_limited",
  "wamp.error.no_such_procedure",
  "wamp.error.callee_lost",
  "wamp.error.canceled",
];
const LOST = "courant.error.position_lost";

/** The handler threw; its error is the cause. */
class NotHandled extends Error {}

/** Milliseconds before something is tried again after so many failures: twice as long each time, half of it chance. */
export function patience(failures: number, chance: number): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 20)) * (0.5 + chance / 2);
}

export class Follower {
  #readers = new Map<string, Reader>();
  #online = false;
  #busy = false;
  #moved = false;
  #storedAt = 0;
  #over = false;

  constructor(
    readonly behaviour: Behaviour,
    readonly keeper: Keeper,
    readonly call: Call,
    readonly clock: Clock,
    readonly ended: (error: unknown) => void,
  ) {
    const wrong = behaviour.topics.find((topic) => topic.split(".").filter(Boolean).length !== 4);
    if (wrong !== undefined || behaviour.topics.length === 0) {
      throw new TypeError(`${wrong ?? "nothing"} is no topic: write courant.blog.comment.added`);
    }
  }

  get modules(): readonly string[] {
    return [...new Set(this.behaviour.topics.map(moduleOf))].sort();
  }

  get position(): Position {
    const known = [...this.#readers.values()].filter((one) => one.number !== undefined);
    return Object.fromEntries(known.map((one) => [one.module, one.number as number]));
  }

  /** The subscriptions of a new connection are confirmed. */
  async joined(): Promise<void> {
    try {
      if (this.#readers.size === 0) await this.#place();
    } catch (error) {
      return this.end(error);
    }
    this.#online = true;
    for (const reader of this.#readers.values()) reader.beginsAnew();
    this.#ring();
  }

  left(): void {
    this.#online = false;
  }

  heard(topic: string, fields: Readonly<Record<string, unknown>>): void {
    const number = fields["event"];
    const event = Number.isSafeInteger(number) ? { number: number as number, topic, payload: fields } : undefined;
    this.#readers.get(moduleOf(topic))?.heard(event);
    this.#ring();
  }

  /** Look into the logs although nothing was heard. */
  lookAgain(): void {
    for (const reader of this.#readers.values()) reader.behind = true;
    this.#ring();
  }

  /** Ends: with an error, or because it is not wanted any more. */
  end(error?: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.left();
    this.ended(error);
  }

  /** Stores the position, if it has moved. */
  async store(): Promise<void> {
    if (!this.#moved) return;
    [this.#moved, this.#storedAt] = [false, this.clock.now()];
    try {
      await this.keeper.store(format(this.position));
    } catch (error) {
      this.#moved = true;
      throw error;
    }
  }

  async #place(): Promise<void> {
    const kept = parse(await this.keeper.load());
    const direct = !this.behaviour.things?.length && !this.behaviour.authors?.length;
    for (const module of this.modules) this.#readers.set(module, new Reader(module, kept[module], direct));
  }

  #next(): Reader | undefined {
    return this.#online ? [...this.#readers.values()].find((one) => one.hasWork) : undefined;
  }

  #ring(): void {
    if (this.#busy || this.#next() === undefined) return;
    this.#busy = true;
    void this.#work().finally(() => {
      this.#busy = false;
      this.#ring();
    });
  }

  async #work(): Promise<void> {
    try {
      for (let reader = this.#next(); reader !== undefined; reader = this.#next()) await this.#guarded(reader);
      await this.store();
    } catch (error) {
      this.#report(error);
    }
  }

  async #guarded(reader: Reader): Promise<void> {
    try {
      await this.#read(reader);
      reader.failures = 0;
    } catch (error) {
      if (error instanceof WampError && error.uri === LOST) this.#lose(reader, error);
      else if (error instanceof WampError && FINAL.includes(error.uri)) this.end(error);
      else this.#rest(reader, error);
    }
  }

  #rest(reader: Reader, error: unknown): void {
    if (!isAway(error)) this.#report(error instanceof NotHandled ? error.cause : error);
    void this.clock.pause(patience(reader.failed(), Math.random())).then(() => {
      reader.rests = false;
      this.#ring();
    });
  }

  async #read(reader: Reader): Promise<void> {
    if (reader.number === undefined && this.behaviour.fromNow) await this.#beginNow(reader);
    for (let event = reader.nextLive(); event; event = reader.nextLive()) await this.#handle(reader, event);
    if (!reader.behind) return;
    reader.beginFetch();
    let fetched = this.#fetch(reader, reader.number);
    for (let more = true; more; ) {
      const found = await fetched;
      more = found.more;
      if (more) fetched = this.#fetch(reader, found.last); // while these are handled, the next are on their way
      for (const event of JSON.parse(found.packed) as Logged[]) await this.#handle(reader, event);
      if (found.last !== reader.number) this.#moved = true;
      reader.finished(found.last);
    }
  }

  /** Begin at the end of the log, and store that, so that what follows is not lost if this process is. */
  async #beginNow(reader: Reader): Promise<void> {
    reader.finished((await this.#since(reader, { limit: 1 })).end);
    this.#moved = true;
    await this.store();
  }

  #fetch(reader: Reader, after: number | undefined): Promise<Answer> {
    const fetched = this.#since(reader, { limit: LIMIT, packed: true, ...(after === undefined ? {} : { after }) });
    fetched.catch(() => undefined); // if the handler fails meanwhile, nobody waits for it
    return fetched;
  }

  #since(reader: Reader, fields: Record<string, unknown>): Promise<Answer> {
    const { topics, things, authors } = this.behaviour;
    const chosen: Record<string, unknown> = { topics: topics.filter((topic) => moduleOf(topic) === reader.module) };
    if (things?.length) chosen["things"] = things;
    if (authors?.length) chosen["authors"] = authors;
    return this.call(`courant.${reader.module}.event.since`, { ...fields, ...chosen }) as Promise<Answer>;
  }

  async #handle(reader: Reader, { number, topic, payload }: Logged): Promise<void> {
    if (number <= (reader.number ?? 0)) return;
    const position = format({ ...this.position, [reader.module]: number });
    try {
      await this.behaviour.act({ number, topic, module: reader.module, fields: payload, position });
    } catch (error) {
      throw new NotHandled("the handler failed", { cause: error });
    }
    reader.number = number;
    this.#moved = true;
    if (this.clock.now() - this.#storedAt > STORED) await this.store();
  }

  #lose(reader: Reader, error: WampError): void {
    if (!this.behaviour.whenLost) return this.end(error);
    const [lost, oldest, end] = [reader.number ?? 0, Number(error.kwargs["oldest"]), Number(error.kwargs["end"])];
    reader.number = lost < oldest ? oldest : end;
    reader.behind = this.#moved = true;
    this.behaviour.whenLost(reader.module, lost, reader.number);
  }

  #report(error: unknown): void {
    (this.behaviour.onTrouble ?? console.error)(error);
  }
}

/** Whether it is only that somebody is away for a moment, or asks for patience. */
function isAway(error: unknown): boolean {
  return error instanceof WampError ? AWAY.includes(error.uri) : error instanceof ConnectionLost || error instanceof TimedOut;
}

function moduleOf(topic: string): string {
  return topic.split(".")[1] ?? "";
}
