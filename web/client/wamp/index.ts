/** A small typed WAMP client for browsers: calls, subscriptions and publications that survive lost connections. */

export { BACKOFF, delay, type Backoff } from "./backoff.js";
export { Connection, type CallOptions, type ConnectionOptions, type State } from "./connection.js";
export { ConnectionLost, ProtocolViolation, TimedOut, WampError } from "./errors.js";
export type { Dict, Id, List } from "./kinds.js";
export type { Credentials, Event, Reply, Welcome } from "./session.js";
export type { Handler, Subscription } from "./subscriptions.js";
export { isUri, type Match } from "./uri.js";
