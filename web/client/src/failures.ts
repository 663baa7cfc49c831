/** Describes a failed call to the person who made it. */

import { ConnectionLost, TimedOut, WampError } from "../wamp/index.js";
import { WORDS } from "./words.js";

/** The router's errors for a procedure that nobody has registered, and for a callee that left before it answered. */
export const ABSENT = "wamp.error.no_such_procedure";
export const GONE = "wamp.error.canceled";

/** A message for people: a service's own if it has one. The router's messages are not written for people. */
export function inWords(error: Error): string {
  if (error instanceof ConnectionLost) return WORDS.lost;
  if (error instanceof TimedOut) return WORDS.slow;
  if (error instanceof RangeError) return WORDS.large;
  return error instanceof WampError ? answered(error) : WORDS.failed;
}

function answered({ uri, message }: WampError): string {
  if (uri === ABSENT) return WORDS.absent;
  if (uri === GONE) return WORDS.lost;
  return uri.startsWith("wamp.") || message === uri ? WORDS.failed : message;
}
