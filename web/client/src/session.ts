/** The window's connection to the router: who it is joined as, and calls that return one value. */

import { Connection, ConnectionLost, WampError, type CallOptions, type Dict, type Reply, type State, type Welcome } from "../wamp/index.js";

/** The largest message (bytes); the router closes the connection on a larger one. */
const LARGEST = 1_048_576;

export const root = document.documentElement;
const address = new URL(root.dataset["socket"] ?? "/ws", location.href);
address.protocol = address.protocol.replace("http", "ws");

export const connection = new Connection({ url: address.href, realm: "courant", largest: LARGEST });

/** How long a probe may take before its connection counts as dead, also after the browser's `offline` (milliseconds). */
const PROBE = 3_000;
const OFFLINE = 800;

/** How often an open window checks that something has arrived (milliseconds). */
const BEAT = 5_000;

/** The delay before a rate-limited call is repeated (milliseconds). */
const AGAIN = 5_000;

let identity: string | undefined;

/** The procedures that answer in the page's language if they are asked to; none if it is the site's own. */
const spoken = new RegExp(root.dataset["speaks"] ?? "^$");

/** Call a procedure with fields; resolves to its result. Rejects as Connection.call does. */
export async function call<T>(procedure: string, fields: Dict, options?: CallOptions): Promise<T> {
  if (spoken.test(procedure)) fields = { ...fields, accept_language: root.lang };
  return value<T>(await connection.call(procedure, fields, options));
}

function value<T>(reply: Reply): T {
  return reply.args[0] as T;
}

/** How long a click waits for the first connection (milliseconds). */
const SOON = 1_000;

/** Whether the window is joined, or connects for the first time. */
export function isSoon(): boolean {
  const { state } = connection;
  return connection.joined || (state.is === "connecting" && state.attempts === 0);
}

/** Resolves once the window is joined; rejects with ConnectionLost if it is not after the first attempt or a second. */
export function soon(): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new ConnectionLost("not connected"));
    const settle = () => void (connection.joined ? resolve() : isSoon() || fail());
    const unwatch = connection.watch(settle);
    setTimeout(() => (unwatch(), fail()), SOON);
    settle();
  });
}

/** Call `act` later if a call was rate-limited: all windows behind one address share a limit and reconnect at once. */
export function retryTooFast(error: Error, act: () => void): void {
  const tooFast = error instanceof WampError && error.uri === "courant.error.rate_limited";
  if (tooFast) setTimeout(act, AGAIN * (1 + Math.random()));
}

/** Call `act` at every join; `changed` is true if the identity differs from the previous one. */
export function onJoin(act: (welcome: Welcome, changed: boolean) => void): void {
  joins.add(act);
}

const joins = new Set<(welcome: Welcome, changed: boolean) => void>();

/** Connect, and stay connected, even after the machine was asleep or the network has changed. */
export function start(): void {
  connection.watch(join);
  addEventListener("online", () => probe());
  addEventListener("offline", () => probe(OFFLINE));
  document.addEventListener("visibilitychange", () => document.hidden || probe());
  // Hidden windows ask when they are shown again: until then nobody reads what they say.
  setInterval(() => document.hidden || Date.now() - connection.heard < BEAT || probe(), BEAT);
  // A page in the back/forward cache would still answer the router's pings, and count as present.
  addEventListener("pagehide", ({ persisted }) => persisted && connection.close());
  addEventListener("pageshow", ({ persisted }) => persisted && connection.open());
  connection.open();
}

/** The identity behind a welcome. All visitors count as one: their authid names a network, which may change. */
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

/** Check the socket, or connect without waiting any longer. */
function probe(patience = PROBE): void {
  if (connection.joined) connection.probe(patience);
  else connection.open();
}
