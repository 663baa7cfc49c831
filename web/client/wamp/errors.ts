/** What can go wrong with a call, a subscription, or the connection itself. */

import type { Dict, List } from "./kinds.js";

/** An ERROR from the other side: `uri` names the error, `message` is its first argument when that is text. */
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

/** The connection was not open, or dropped before the answer came: it is unknown whether the call was carried out. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** No answer came within the time allowed; the call was cancelled. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** The other side sent something that is not WAMP. */
export class ProtocolViolation extends Error {
  override readonly name = "ProtocolViolation";
}
