/**
 * Sends a call again until it is answered: with its idempotency key the service carries it out once. A form keeps its
 * key while its fields stay the same, so pressing the button again after a failure repeats the same call.
 */

import { ConnectionLost, WampError, type Dict } from "../../wamp/index.js";
import { ABSENT, GONE } from "../contract.js";
import { call, connection } from "../session.js";

/** How long a call is repeated (milliseconds). */
const PATIENCE = 20_000;
/** The wait before a call is repeated whose service is away (milliseconds). */
const AGAIN = 500;
const AWAY = [ABSENT, GONE, "courant.error.unavailable"];

const keys = new WeakMap<HTMLFormElement, { readonly sent: string; readonly key: string }>();

/** The key of a form: a new one when its call or fields have changed. */
export function keyOf(form: HTMLFormElement, uri: string, fields: Dict): string {
  const sent = JSON.stringify([uri, fields]);
  const known = keys.get(form);
  const one = known?.sent === sent ? known : { sent, key: random() };
  keys.set(form, one);
  return one.key;
}

/** The form was answered: its next call is another one, even with the same fields. */
export function answered(form: HTMLFormElement): void {
  keys.delete(form);
}

/** Call until there is an answer, or for as long as a writer will wait. Rejects as `call` does. */
export async function persistently<T>(procedure: string, fields: Dict): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await call<T>(procedure, fields, { timeout: Math.max(until - Date.now(), AGAIN) });
    } catch (error) {
      if (!isPassing(error as Error) || Date.now() + AGAIN > until) throw error;
    }
    await joinedAgain(until);
  }
}

function isPassing(error: Error): boolean {
  return error instanceof ConnectionLost || (error instanceof WampError && AWAY.includes(error.uri));
}

/** Resolves after a short wait once the window is joined, at the latest at a moment. */
function joinedAgain(until: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => (unwatch(), setTimeout(resolve, AGAIN));
    const timer = setTimeout(go, until - Date.now());
    const unwatch = connection.watch(() => connection.joined && (clearTimeout(timer), go()));
    if (connection.joined) clearTimeout(timer), go();
  });
}

/** 128 random bits; `crypto.randomUUID` exists over HTTPS only. */
function random(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("");
}
