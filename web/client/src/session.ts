/** The window's one connection to the router: as whom it is joined, and calls whose result is one value. */

import { Connection, WampError, type CallOptions, type Dict, type Reply, type State, type Welcome } from "../wamp/index.js";
import { MODULES } from "./contract.js";

/** The router closes the connection over a message that is larger (bytes). */
const LARGEST = 1_048_576;

const root = document.documentElement;
const address = new URL(root.dataset["socket"] ?? "/ws", location.href);
address.protocol = address.protocol.replace("http", "ws");

export const connection = new Connection({ url: address.href, realm: "courant", largest: LARGEST });

/** How long a window may take to answer after it was woken before its connection counts as dead (milliseconds). */
const PROBE = 4_000;

/** The wait before a call that came too fast is made again (milliseconds). */
const AGAIN = 5_000;

let identity: string | undefined;

/** Calls a procedure with fields; resolves to its result. Rejects as Connection.call does. */
export async function call<T>(procedure: string, fields: Dict, options?: CallOptions): Promise<T> {
  return value<T>(await connection.call(procedure, fields, options));
}

function value<T>(reply: Reply): T {
  return reply.args[0] as T;
}

/** Act again later if a call was too fast: all windows behind one address count together, and come back together. */
export function retryTooFast(error: Error, act: () => void): void {
  const tooFast = error instanceof WampError && error.uri === "courant.error.rate_limited";
  if (tooFast) setTimeout(act, AGAIN * (1 + Math.random()));
}

/** Call this at every join; `changed` when we joined as somebody else than the time before. */
export function onJoin(act: (welcome: Welcome, changed: boolean) => void): void {
  joins.add(act);
}

const joins = new Set<(welcome: Welcome, changed: boolean) => void>();

/** Connect, and stay connected: also when the machine was asleep or the network has changed. */
export function start(): void {
  connection.watch(join);
  addEventListener("online", probe);
  document.addEventListener("visibilitychange", () => document.hidden || probe());
  connection.open();
}

/** Who somebody is. A visitor's authid names a network, which may be another after a reconnect; it is nobody's name. */
export function who({ authid, authrole }: Welcome): string {
  return authrole === "visitor" ? "visitor" : authid;
}

function join(state: State): void {
  if (state.is !== "joined") return;
  const { authrole } = state.welcome;
  const changed = identity === undefined ? root.dataset["role"] !== authrole : identity !== who(state.welcome);
  identity = who(state.welcome);
  root.dataset["role"] = authrole;
  for (const act of joins) act(state.welcome, changed);
}

/** A socket can be dead without the browser knowing; any answer, also an error, proves that it is not. */
function probe(): void {
  if (!connection.joined) return connection.open();
  const answered = connection.call(MODULES, {}, { timeout: PROBE });
  answered.catch((error: Error) => error.name === "TimedOut" && connection.reconnect());
}
