/**
 * What others wrote while it cannot be shown: changing a line in which an input method composes would end the
 * composition. The writer's own changes go to the shared text meanwhile, as they are meant there. Pure.
 */

import { ChangeSet, type ChangeSpec } from "@codemirror/state";

export class Held {
  /** From the text in the window to the shared text; null if they are the same. */
  #waiting: ChangeSet | null = null;

  get waits(): boolean {
    return this.#waiting !== null;
  }

  /** Somebody else's change, which the window does not show yet. */
  add(change: ChangeSet): void {
    this.#waiting = this.#waiting?.compose(change) ?? change;
  }

  /** The writer's change, as it is made in the shared text. */
  own(change: ChangeSet): ChangeSet {
    if (!this.#waiting) return change;
    const meant = change.map(this.#waiting, true);
    this.#waiting = this.#waiting.map(change);
    return meant;
  }

  /** All that waits, as a change of the text in the window. */
  take(): ChangeSet | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }

  /** A place of the window in the shared text, and back. */
  toShared(at: number): number {
    return this.#waiting?.mapPos(at) ?? at;
  }

  toWindow(at: number): number {
    return this.#waiting?.invertedDesc.mapPos(at) ?? at;
  }
}

export type Delta = readonly { insert?: unknown; delete?: number | undefined; retain?: number | undefined }[];

/** A change of a Yjs text of this length as CodeMirror's. */
export function changeOf(delta: Delta, length: number): ChangeSet {
  const specs: ChangeSpec[] = [];
  let at = 0;
  for (const { insert, delete: removed, retain } of delta) {
    if (typeof insert === "string") specs.push({ from: at, insert });
    if (removed) specs.push({ from: at, to: (at += removed) });
    if (retain) at += retain;
  }
  return ChangeSet.of(specs, length, "\n");
}

/** The smallest single change from one text to another; null if they are equal. */
export function difference(old: string, fresh: string): { from: number; to: number; insert: string } | null {
  if (old === fresh) return null;
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  return { from: start, to: old.length - end, insert: fresh.slice(start, fresh.length - end) };
}

/** `mine`, written from `base`, with what others have written from it meanwhile, as a change of their text. */
export function merged(base: string, mine: string, theirs: string): ChangeSet | null {
  const own = difference(base, mine);
  const others = difference(base, theirs);
  if (!own) return null;
  const change = ChangeSet.of(own, base.length, "\n");
  return others ? change.map(ChangeSet.of(others, base.length, "\n")) : change;
}
