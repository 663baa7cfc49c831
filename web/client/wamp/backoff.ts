/** The delay before the next attempt to connect: it doubles up to a cap, with jitter so that clients spread out. */

export interface Backoff {
  /** The wait before the first retry, in milliseconds. */
  readonly first: number;
  /** The longest wait, in milliseconds. */
  readonly cap: number;
}

export const BACKOFF: Backoff = { first: 500, cap: 15_000 };

/** The delay in milliseconds before retry number `attempt` (from 0): between half of the full delay and all of it. */
export function delay(attempt: number, backoff: Backoff = BACKOFF, random: () => number = Math.random): number {
  const full = Math.min(backoff.cap, backoff.first * 2 ** Math.min(attempt, 30));
  return full * (0.5 + random() / 2);
}
