/** The window's subscriptions: they survive reconnects, and each topic has one subscription at the router. */

import { WampError } from "./errors.js";
import type { Id } from "./kinds.js";
import type { Event } from "./session.js";
import type { Match } from "./uri.js";

export type Handler = (event: Event) => void;

/** One handler's subscription to a topic. */
export interface Subscription {
  /** Resolves when the router has confirmed it on the present connection; rejects with WampError if it is refused. */
  readonly confirmed: Promise<void>;
  cancel(): void;
}

/** Sends requests to the router; `done` is called as soon as the reply arrives, before any event that follows it. */
export interface Wire {
  subscribe(topic: string, match: Match, done: (id: Id) => void, failed: (error: Error) => void): void;
  unsubscribe(id: Id): void;
}

class Topic {
  readonly handlers = new Set<Handler>();
  state: "waiting" | "confirmed" | "refused" = "waiting";
  id: Id = 0;
  confirmed!: Promise<void>;
  #settle!: { confirm: () => void; refuse: (error: Error) => void };

  constructor(
    readonly uri: string,
    readonly match: Match,
  ) {
    this.#promise();
  }

  confirm(id: Id): void {
    Object.assign(this, { id, state: "confirmed" });
    this.#settle.confirm();
  }

  refuse(error: Error): void {
    this.state = "refused";
    this.#settle.refuse(error);
  }

  /** The connection is gone: pending promises stay pending, and new ones wait for the next connection. */
  reset(): void {
    if (this.state !== "waiting") this.#promise();
    this.state = "waiting";
  }

  #promise(): void {
    this.confirmed = new Promise((confirm, refuse) => (this.#settle = { confirm, refuse }));
    this.confirmed.catch(() => undefined); // only those who await it need to handle a refusal
  }
}

export class Subscriptions {
  readonly #topics = new Map<string, Topic>();
  readonly #ids = new Map<Id, Topic>();
  #wire: Wire | undefined;

  add(uri: string, match: Match, handler: Handler): Subscription {
    const topic = this.#topics.get(`${match} ${uri}`) ?? this.#open(uri, match);
    topic.handlers.add(handler);
    return {
      get confirmed() {
        return topic.confirmed;
      },
      cancel: () => this.#cancel(topic, handler),
    };
  }

  /** A connection is open: subscribe to every topic again. */
  joined(wire: Wire): void {
    this.#wire = wire;
    for (const topic of this.#topics.values()) this.#subscribe(topic);
  }

  /** The connection is gone: no topic is confirmed any more, and topics without handlers are removed. */
  left(): void {
    this.#wire = undefined;
    this.#ids.clear();
    for (const [key, topic] of this.#topics) {
      topic.reset();
      if (topic.handlers.size === 0) this.#topics.delete(key);
    }
  }

  deliver(id: Id, event: Event): void {
    this.#ids.get(id)?.handlers.forEach((handler) => handler(event));
  }

  #open(uri: string, match: Match): Topic {
    const topic = new Topic(uri, match);
    this.#topics.set(`${match} ${uri}`, topic);
    this.#subscribe(topic);
    return topic;
  }

  #subscribe(topic: Topic): void {
    this.#wire?.subscribe(
      topic.uri,
      topic.match,
      (id) => this.#confirm(topic, id),
      (error) => error instanceof WampError && topic.refuse(error),
    );
  }

  #confirm(topic: Topic, id: Id): void {
    this.#ids.set(id, topic);
    topic.confirm(id);
    if (topic.handlers.size === 0) this.#close(topic);
  }

  #cancel(topic: Topic, handler: Handler): void {
    if (!topic.handlers.delete(handler) || topic.handlers.size > 0) return;
    // A topic still awaiting confirmation is closed when that arrives, so that the router sees both in order.
    if (topic.state !== "waiting" || !this.#wire) this.#close(topic);
  }

  #close(topic: Topic): void {
    this.#topics.delete(`${topic.match} ${topic.uri}`);
    if (topic.state !== "confirmed") return;
    this.#ids.delete(topic.id);
    this.#wire?.unsubscribe(topic.id);
  }
}
