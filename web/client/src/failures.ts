/** What went wrong with a call, in words for whoever made it. */

import { ConnectionLost, TimedOut, WampError } from "../wamp/index.js";
import { WORDS } from "./words.js";

/** The answer of the router when nobody offers a procedure, and when who was to answer is gone. */
export const ABSENT = "wamp.error.no_such_procedure";
export const GONE = "wamp.error.canceled";

/** A service's own words are for people, the router's are not. */
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
