/** The errors of a call, a subscription, or the connection itself. */

import type { Dict, List } from "./kinds.js";

/** An ERROR from the peer: `uri` names the error; `message` is its first argument if that is a string, else `uri`. */
export class WampError extends Error {
  override readonly name = "WampError";

  constructor(
    readonly uri: string,
    readonly args: List = [],
    readonly kwargs: Dict = {},
  ) {
    super(typeof args[0] === "string" ? args[0] : uri);
  }
}

/** The connection was not open, or was lost before the answer arrived; the call may or may not have run. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** No answer arrived within the time-out; the call was cancelled. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** The peer sent a message that is not valid WAMP. */
export class ProtocolViolation extends Error {
  override readonly name = "ProtocolViolation";
}
