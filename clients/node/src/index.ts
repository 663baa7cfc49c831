/** Follows the events of a Courant site: none is missed, whatever was away meanwhile. */

import { Connection, ConnectionLost, TimedOut, WampError } from "../../../web/client/wamp/index.js";
import { Follower, type Behaviour } from "./follower.js";
import { inFile, type Keeper } from "./keeping.js";

export { Connection, ConnectionLost, TimedOut, WampError };
export { patience, type Behaviour, type Choice, type Event } from "./follower.js";
export { inFile, withTheWork, type Keeper } from "./keeping.js";
export { format, parse, type Position } from "./position.js";

export interface Options extends Behaviour {
  /** The name and the secret of `courant backend add`; the secret is that in COURANT_SECRET by default. */
  readonly name: string;
  readonly secret?: string;
  /** By default that in COURANT_ROUTER, or ws://localhost:8080/ws. */
  readonly router?: string;
  /** A file, or a Keeper. */
  readonly position: string | Keeper;
}

export interface Following {
  /** Resolves after `stop`; rejects with the error with which the site refused, or with which a position was lost. */
  readonly ended: Promise<void>;
  /** The connection, for calls of your own: `await following.connection.call("courant.blog.post.get", { id: 1 })`. */
  readonly connection: Connection;
  stop(): void;
}

/** Milliseconds after which the logs are read although nothing was heard; the same that a program waits for a call. */
const LOOK = 60_000;
const PATIENCE = 30_000;
const REALM = "courant";

/** Calls `act` for each event on the topics, once and in order, until `stop`. Throws TypeError if a topic is wrong. */
export function follow(options: Options): Following {
  if (typeof WebSocket === "undefined") {
    throw new Error("This Node has no WebSocket: use Node 22, or start Node 20 with --experimental-websocket");
  }
  const connection = connected(options);
  const keeper = typeof options.position === "string" ? inFile(options.position) : options.position;
  const ends = settled();
  const clock = { now: Date.now, pause: (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)) };
  const call = async (procedure: string, fields: Record<string, unknown>) =>
    (await connection.call(procedure, fields)).args[0];
  const look = setInterval(() => follower.lookAgain(), LOOK);
  const follower = new Follower(options, keeper, call, clock, (error) => {
    clearInterval(look);
    void follower.store().catch(() => undefined).then(() => connection.close()).then(() => ends.settle(error));
  });
  listen(connection, follower, options);
  connection.open();
  return { ended: ends.promise, connection, stop: () => follower.end() };
}

function connected({ name, secret = process.env["COURANT_SECRET"] ?? "", router }: Options): Connection {
  return new Connection({
    url: router ?? process.env["COURANT_ROUTER"] ?? "ws://localhost:8080/ws",
    realm: REALM,
    authid: name,
    authmethods: ["ticket"],
    sign: () => secret,
    callTimeout: PATIENCE,
  });
}

/** Subscribes before it fetches, on each new connection, so that nothing lies between. */
function listen(connection: Connection, follower: Follower, options: Options): void {
  const subscriptions = options.topics.map((topic) => connection.listen(topic, ({ kwargs }) => follower.heard(topic, kwargs)));
  connection.watch((state) => {
    if (state.is === "waiting" && state.attempts === 1) {
      (options.onTrouble ?? console.error)(new ConnectionLost(`the site is away: ${state.reason}`));
    }
    if (state.is !== "joined") return follower.left();
    const session = state.welcome.session;
    const same = () => connection.state.is === "joined" && connection.state.welcome.session === session;
    Promise.all(subscriptions.map((one) => one.confirmed)).then(
      () => (same() ? follower.joined() : undefined),
      (error: unknown) => follower.end(error),
    );
  });
}

function settled(): { promise: Promise<void>; settle: (error?: unknown) => void } {
  let settle!: (error?: unknown) => void;
  const promise = new Promise<void>((done, failed) => {
    settle = (error) => (error === undefined ? done() : failed(error));
  });
  return { promise, settle };
}
