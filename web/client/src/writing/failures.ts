/** Describes a failed call to the person who made it. */

import { ConnectionLost, TimedOut, WampError } from "../../wamp/index.js";
import { ABSENT, GONE } from "../contract.js";
import { WORDS } from "./words.js";

/** A message for people: a service's own if it has one. Other errors, the router's or an exception's, are not for people. */
export function inWords(error: Error): string {
  if (error instanceof ConnectionLost) return WORDS.lost;
  if (error instanceof TimedOut) return WORDS.slow;
  if (error instanceof RangeError) return WORDS.large;
  return error instanceof WampError ? answered(error) : WORDS.failed;
}

function answered({ uri, message }: WampError): string {
  if (uri === ABSENT) return WORDS.absent;
  if (uri === GONE) return WORDS.lost;
  return uri.startsWith("courant.error.") && message !== uri ? message : WORDS.failed;
}
