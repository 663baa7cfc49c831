/** What a failed call means for words that are not stored yet. */

/** Later: try again by itself. Behind: join the text again. Refused: the service will not accept them. */
export interface Failure {
  readonly is: "later" | "behind" | "refused";
  /** How long to wait before another attempt (milliseconds). */
  readonly wait: number;
  readonly why: string;
}

const REFUSED = /^courant\.error\.(invalid|forbidden|not_found|gone|too_large)$|^wamp\.error\.not_authorized$/;

/** How long to wait before another attempt, after so many in a row (milliseconds). */
const FIRST = 500;
const LONGEST = 15_000;

export function failureOf(error: unknown, attempts: number): Failure {
  const { uri = "", message = "", kwargs = {} } = error as { uri?: string; message?: string; kwargs?: { retry_after?: number } };
  const is = uri === "courant.error.conflict" ? "behind" : REFUSED.test(uri) || error instanceof RangeError ? "refused" : "later";
  const wait = Math.max(1000 * (kwargs.retry_after ?? 0), Math.min(LONGEST, FIRST * 2 ** Math.min(attempts, 10)));
  return { is, wait, why: message };
}

/** Whether there is no such service at all, so that a form of the page has to do. */
export function isAbsent(error: unknown): boolean {
  return (error as { uri?: string }).uri === "wamp.error.no_such_procedure";
}
