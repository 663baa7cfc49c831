/** A WAMP session over a WebSocket that reconnects by itself: the I/O around the session's state machine. */

import { BACKOFF, delay, type Backoff } from "./backoff.js";
import { ConnectionLost, TimedOut } from "./errors.js";
import { SUBPROTOCOL } from "./json.js";
import type { Dict, Id, List } from "./kinds.js";
import { Session, type Action, type Credentials, type Reply, type Request, type Welcome } from "./session.js";
import { Subscriptions, type Handler, type Subscription, type Wire } from "./subscriptions.js";
import { checkUri, type Match } from "./uri.js";

/** The state of the connection; `attempts` counts the attempts since it was last joined. */
export type State =
  | { readonly is: "closed" }
  | { readonly is: "connecting"; readonly attempts: number }
  | { readonly is: "joined"; readonly welcome: Welcome }
  | { readonly is: "waiting"; readonly attempts: number; readonly delay: number; readonly reason: string };

export interface ConnectionOptions extends Credentials {
  /** A ws: or wss: address. */
  readonly url: string;
  readonly backoff?: Backoff;
  /** The default time-out of a call, in milliseconds; 0 means no limit. */
  readonly callTimeout?: number;
  /** Creates the socket; by default the browser's WebSocket. */
  readonly socket?: (url: string, protocol: string) => WebSocket;
}

export interface CallOptions {
  readonly args?: List;
  /** Cancels the call, also in the service. */
  readonly signal?: AbortSignal;
  /** In milliseconds; 0 means no limit. */
  readonly timeout?: number;
  /** Receives the progressive results, which precede the final one. */
  readonly progress?: (reply: Reply) => void;
}

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly progress?: ((reply: Reply) => void) | undefined;
}

const OPEN = 1;
const VIOLATION = 4002;
/** The id of a subscription that no session has. */
const NOBODY = 2 ** 53;
/** How long a connection may take until it is joined (milliseconds). */
const JOIN = 10_000;
/** After a session has lasted this long, the back-off starts again from the first delay (milliseconds). */
const STEADY = 5_000;

export class Connection implements Wire {
  readonly #options: ConnectionOptions;
  readonly #watchers = new Set<(state: State) => void>();
  readonly #subscriptions = new Subscriptions();
  readonly #pending = new Map<Id, Pending>();
  #state: State = { is: "closed" };
  #session: Session | undefined;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #joinedAt = 0;
  #heard = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): State {
    return this.#state;
  }

  get joined(): boolean {
    return this.#state.is === "joined";
  }

  /** Calls `watcher` at every change of state, until the returned function is called. */
  watch(watcher: (state: State) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** When the last message arrived (milliseconds since 1970). */
  get heard(): number {
    return this.#heard;
  }

  /**
   * Asks the router for an answer, and opens a new connection if none has arrived after `patience` milliseconds: a
   * socket can be dead without the browser noticing. Any message counts as an answer.
   */
  probe(patience: number): void {
    const [asked, session] = [Date.now(), this.#session];
    this.unsubscribe(NOBODY); // the router refuses this by itself
    setTimeout(() => session === this.#session && this.#heard < asked && this.reconnect(), patience);
  }

  /** Connects, and reconnects until `close`. If a retry is pending, tries at once. */
  open(): void {
    if (this.#state.is === "closed" || this.#state.is === "waiting") this.#connect();
  }

  /** Closes this connection and opens a new one at once, for example with another cookie. */
  reconnect(): void {
    this.#drop("replaced");
    this.#connect();
  }

  /** Sends GOODBYE and stays closed. */
  close(): void {
    if (this.joined && this.#session) this.#send(this.#session.goodbye());
    this.#drop("closed");
    this.#change({ is: "closed" });
  }

  /**
   * Calls a procedure. Rejects with WampError (the answer was an error), ConnectionLost (not connected, or no longer),
   * TimedOut, the signal's reason, TypeError (malformed URI, or a value JSON cannot carry), or RangeError (too large).
   */
  async call(procedure: string, kwargs: Dict = {}, options: CallOptions = {}): Promise<Reply> {
    const { args = [], signal, timeout = this.#options.callTimeout ?? 30_000, progress } = options;
    signal?.throwIfAborted();
    const session = this.#current();
    const request = session.call(procedure, args, kwargs, progress ? { receive_progress: true } : {});
    const answer = new Promise<Reply>((resolve, reject) => this.#ask(request, { resolve, reject, progress }));
    const give = (error: Error) => this.#abandon(request.id, session, error);
    const abort = () => give(signal?.reason as Error);
    const timer = timeout ? setTimeout(() => give(new TimedOut(`${procedure}: no answer`)), timeout) : undefined;
    signal?.addEventListener("abort", abort);
    return answer.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    });
  }

  /** Subscribes to a topic now and after every reconnect. Throws TypeError for a malformed URI. */
  listen(topic: string, handler: Handler, match: Match = "exact"): Subscription {
    checkUri(topic, match);
    return this.#subscriptions.add(topic, match, handler);
  }

  /** Publishes an event; resolves when the router has acknowledged it. Rejects as `call` does. */
  async publish(topic: string, kwargs: Dict = {}, options: { args?: List; details?: Dict } = {}): Promise<void> {
    const request = this.#current().publish(topic, options.args ?? [], kwargs, options.details ?? {});
    await new Promise<Reply>((resolve, reject) => this.#ask(request, { resolve, reject }));
  }

  /** @internal */
  subscribe(topic: string, match: Match, done: (id: Id) => void, reject: (error: Error) => void): void {
    this.#ask(this.#current().subscribe(topic, match), { resolve: (reply) => done(reply.id), reject });
  }

  /** @internal */
  unsubscribe(id: Id): void {
    this.#ask(this.#current().unsubscribe(id), { resolve: () => undefined, reject: () => undefined });
  }

  #current(): Session {
    if (!this.#session?.joined) throw new ConnectionLost("not connected");
    return this.#session;
  }

  #ask(request: Request, pending: Pending): void {
    this.#pending.set(request.id, pending);
    this.#send(request.text);
  }

  #abandon(request: Id, session: Session, error: Error): void {
    if (session !== this.#session || !this.#pending.has(request)) return;
    this.#send(session.cancel(request));
    this.#take(request)?.reject(error);
  }

  #take(request: Id): Pending | undefined {
    const pending = this.#pending.get(request);
    this.#pending.delete(request);
    return pending;
  }

  #send(text: string): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(text);
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#change({ is: "connecting", attempts: this.#attempts });
    const { url, socket: make = (address, protocol) => new WebSocket(address, protocol) } = this.#options;
    const socket = make(url, SUBPROTOCOL);
    const session = new Session(this.#options);
    [this.#socket, this.#session] = [socket, session];
    this.#timer = setTimeout(() => this.#lose("no welcome in time"), JOIN);
    const mine = () => socket === this.#socket;
    socket.onopen = () => mine() && this.#send(session.hello());
    socket.onmessage = ({ data }) => {
      if (!mine()) return;
      this.#heard = Date.now();
      session.receive(data).forEach((action) => mine() && this.#do(action));
    };
    socket.onclose = ({ reason }) => mine() && this.#lose(reason || "connection lost");
  }

  #do(action: Action): void {
    switch (action.do) {
      case "send":
        return this.#send(action.text);
      case "join":
        return this.#join(action.welcome);
      case "event":
        return this.#subscriptions.deliver(action.subscription, action.event);
      case "progress":
        return this.#pending.get(action.request)?.progress?.(action.reply);
      case "resolve":
        return this.#take(action.request)?.resolve(action.reply);
      case "reject":
        return this.#take(action.request)?.reject(action.error);
      case "leave":
        return this.#lose(action.message, action.violation ? VIOLATION : 1000);
    }
  }

  #join(welcome: Welcome): void {
    clearTimeout(this.#timer);
    this.#joinedAt = Date.now();
    this.#subscriptions.joined(this);
    this.#change({ is: "joined", welcome });
  }

  /** The connection ended although we did not close it: try again after a delay. */
  #lose(reason: string, code = 1000): void {
    if (this.joined && Date.now() - this.#joinedAt > STEADY) this.#attempts = 0;
    this.#drop(reason, code);
    const wait = delay(this.#attempts, this.#options.backoff ?? BACKOFF);
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#change({ is: "waiting", attempts: this.#attempts, delay: wait, reason });
  }

  #drop(reason: string, code = 1000): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = this.#session = undefined;
    socket?.close(code, "");
    this.#subscriptions.left();
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) reject(new ConnectionLost(reason));
  }

  #change(state: State): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher(state);
  }
}
