/** What a window has typed and its service has not stored yet, in the order in which it is sent: one batch at a time. */

import * as Y from "yjs";
import type { Kept } from "./unsent.js";
import { LARGEST } from "./wire.js";

/** Bytes by which an update of several may be larger than they are. */
const MARGIN = 1_000;

/** As much as one call sends: an update by one client, and the entries that it has. */
export interface Batch extends Author {
  readonly entries: readonly Kept[];
  readonly update: Uint8Array;
  readonly restoring: boolean;
}

/** Who wrote an update, and how much that client has written with it. */
export interface Author {
  readonly client: number;
  readonly clock: number;
}

export class Outgoing {
  #waiting: Kept[] = [];
  #flying: readonly Kept[] = [];

  constructor(readonly doc: Y.Doc) {}

  /** What waits for a call to send it. */
  get waiting(): readonly Kept[] {
    return this.#waiting;
  }

  /** Whether a call is under way. */
  get flies(): boolean {
    return this.#flying.length > 0;
  }

  /** Whether everything is stored. */
  get isEmpty(): boolean {
    return this.#waiting.length + this.#flying.length === 0;
  }

  /** Begin with what earlier windows could not send. */
  begin(entries: readonly Kept[]): void {
    this.#waiting = [...entries];
  }

  add(entry: Kept): void {
    this.#waiting.push(entry);
  }

  addFirst(entries: readonly Kept[]): void {
    this.#waiting.unshift(...entries);
  }

  /** This one needs no batch any more. */
  drop(entry: Kept): void {
    this.#waiting = this.#waiting.filter((other) => other !== entry);
  }

  /** The next batch, which then flies until it has landed or is taken back: as much as an update may have, of one client. */
  take(): Batch {
    const entries = this.#waiting.splice(0, this.#size());
    this.#flying = entries;
    const update = entries.length === 1 ? entries[0]!.update : Y.mergeUpdates(entries.map((one) => one.update));
    return { entries, update, restoring: Boolean(entries[0]?.restoring), ...this.authorOf(update) };
  }

  /** The batch that flew is stored. */
  landed(): void {
    this.#flying = [];
  }

  /** The batch that flew is not stored: it is sent again, before all else. What the service lacks is found out anew. */
  takeBack(): void {
    this.#waiting = [...this.#flying, ...this.#waiting].filter((one) => !one.restoring);
    this.#flying = [];
  }

  /** The one client that wrote an update; this window, if it wrote a part or none. */
  authorOf(update: Uint8Array): Author {
    const { to } = Y.parseUpdateMeta(update);
    const [first] = to;
    const [client, clock] = first && to.size === 1 ? first : [this.doc.clientID, to.get(this.doc.clientID) ?? 0];
    return { client, clock };
  }

  /** How many of those that wait go into one update. */
  #size(): number {
    let [size, client] = [0, 0];
    const end = this.#waiting.findIndex(({ update }, at) => {
      const [own = client] = Y.parseUpdateMeta(update).to.keys(); // none if it only deletes
      const other = client !== 0 && own !== client;
      client = own;
      size += update.length;
      return at > 0 && (size > LARGEST - MARGIN || other || this.#waiting[0]!.restoring);
    });
    return end < 0 ? this.#waiting.length : end;
  }
}
