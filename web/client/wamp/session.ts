/** A WAMP session as a state machine: messages go in, actions come out; it has no socket and no clock. */

import { ProtocolViolation, WampError } from "./errors.js";
import { decode, encode } from "./json.js";
import { isText, type Dict, type Id, type List } from "./kinds.js";
import * as m from "./messages.js";
import { checkUri, type Match } from "./uri.js";

/** The realm to join and the identity to join as; anonymous without `authid`. */
export interface Credentials {
  readonly realm: string;
  readonly authid?: string;
  readonly authmethods?: readonly string[];
  /** The largest message that the router accepts, in bytes; sending a larger one throws RangeError. */
  readonly largest?: number;
  /** Answers a CHALLENGE, for example with a ticket. */
  readonly sign?: (method: string, extra: Dict) => string;
}

/** The details of the router's WELCOME. */
export interface Welcome {
  readonly session: Id;
  readonly authid: string;
  readonly authrole: string;
  readonly details: Dict;
}

/** The reply to a request: the arguments of a result, or the identifier of a subscription or publication. */
export interface Reply {
  readonly id: Id;
  readonly args: List;
  readonly kwargs: Dict;
  readonly details: Dict;
}

export interface Event {
  readonly publication: Id;
  readonly args: List;
  readonly kwargs: Dict;
  readonly details: Dict;
}

export type Action =
  | { readonly do: "send"; readonly text: string }
  | { readonly do: "join"; readonly welcome: Welcome }
  | { readonly do: "progress" | "resolve"; readonly request: Id; readonly reply: Reply }
  | { readonly do: "reject"; readonly request: Id; readonly error: WampError }
  | { readonly do: "event"; readonly subscription: Id; readonly event: Event }
  | { readonly do: "leave"; readonly reason: string; readonly message: string; readonly violation?: true };

/** A message to send, and the request id that its reply will have. */
export interface Request {
  readonly id: Id;
  readonly text: string;
}

const AGENT = "courant-wamp";
const ROLES = {
  caller: { features: { call_canceling: true, progressive_call_results: true } },
  subscriber: { features: { pattern_based_subscription: true } },
  publisher: {},
};

export class Session {
  #state: "joining" | "joined" | "leaving" | "over" = "joining";
  #last: Id = 0;
  /** Requests that still await their final reply, with the type of the message that made each. */
  readonly #open = new Map<Id, number>();

  constructor(readonly credentials: Credentials) {}

  get joined(): boolean {
    return this.#state === "joined";
  }

  /** The first message. */
  hello(): string {
    const { realm, authid, authmethods } = this.credentials;
    checkUri(realm);
    return encode([m.HELLO, realm, { roles: ROLES, agent: AGENT, authid, authmethods }]);
  }

  /** The actions for one WebSocket message. Never throws: malformed input ends the session. */
  receive(data: unknown): Action[] {
    if (this.#state === "over") return [];
    try {
      if (!isText(data)) throw new ProtocolViolation("JSON needs text messages");
      return this.#handle(m.validate(decode(data)));
    } catch (error) {
      return this.#refuse(error as Error);
    }
  }

  call(procedure: string, args: List, kwargs: Dict, options: Dict): Request {
    checkUri(procedure);
    return this.#request((id) => [m.CALL, id, options, procedure, args, kwargs]);
  }

  /** The message that cancels a call; the router does not wait for the callee's reply (mode killnowait). */
  cancel(request: Id): string {
    return encode([m.CANCEL, request, { mode: "killnowait" }]);
  }

  subscribe(topic: string, match: Match): Request {
    checkUri(topic, match);
    return this.#request((id) => [m.SUBSCRIBE, id, match === "exact" ? {} : { match }, topic]);
  }

  unsubscribe(subscription: Id): Request {
    return this.#request((id) => [m.UNSUBSCRIBE, id, subscription]);
  }

  publish(topic: string, args: List, kwargs: Dict, options: Dict): Request {
    checkUri(topic);
    return this.#request((id) => [m.PUBLISH, id, { ...options, acknowledge: true }, topic, args, kwargs]);
  }

  /** The GOODBYE message; the router's GOODBYE in reply ends the session. */
  goodbye(): string {
    this.#state = "leaving";
    return encode([m.GOODBYE, {}, "wamp.close.normal"]);
  }

  #request(message: (id: Id) => m.Outgoing): Request {
    const [id, built] = [this.#last + 1, message(this.#last + 1)];
    const text = encode(built);
    this.#measure(text);
    this.#last = id;
    this.#open.set(id, built[0]);
    return { id, text };
  }

  #measure(text: string): void {
    const { largest = Infinity } = this.credentials;
    // A character has at most three bytes, so most messages need no exact count.
    if (text.length * 3 > largest && new Blob([text]).size > largest) throw new RangeError("message too large");
  }

  #handle(message: m.Message): Action[] {
    if (message[0] === m.ABORT) return this.#leave(message[2], message[1]);
    if (message[0] === m.GOODBYE) return this.#goodbye(message[2], message[1]);
    if (this.#state === "joining") return this.#join(message);
    if (this.#state === "leaving") return [];
    return this.#react(message);
  }

  #join(message: m.Message): Action[] {
    if (message[0] === m.CHALLENGE) return this.#authenticate(message[1], message[2]);
    if (message[0] !== m.WELCOME) throw new ProtocolViolation(`message ${message[0]} before the welcome`);
    this.#state = "joined";
    const [, session, details] = message;
    const { authid, authrole } = details;
    const welcome = { session, authid: String(authid ?? ""), authrole: String(authrole ?? ""), details };
    return [{ do: "join", welcome }];
  }

  #authenticate(method: string, extra: Dict): Action[] {
    const sign = this.credentials.sign;
    if (!sign) throw new ProtocolViolation(`cannot answer a challenge by ${method}`);
    return [{ do: "send", text: encode([m.AUTHENTICATE, sign(method, extra), {}]) }];
  }

  #react(message: m.Message): Action[] {
    switch (message[0]) {
      case m.EVENT: {
        const [, subscription, publication, details, args = [], kwargs = {}] = message;
        return [{ do: "event", subscription, event: { publication, args, kwargs, details } }];
      }
      case m.RESULT: {
        const [, request, details, args = [], kwargs = {}] = message;
        return this.#answer(m.CALL, request, { id: 0, args, kwargs, details }, details["progress"] === true);
      }
      case m.ERROR: {
        const [, type, request, , uri, args, kwargs] = message;
        return this.#settles(type, request) ? [{ do: "reject", request, error: new WampError(uri, args, kwargs) }] : [];
      }
      case m.SUBSCRIBED:
        return this.#answer(m.SUBSCRIBE, message[1], confirmation(message[2]));
      case m.UNSUBSCRIBED:
        return this.#answer(m.UNSUBSCRIBE, message[1], confirmation(0));
      case m.PUBLISHED:
        return this.#answer(m.PUBLISH, message[1], confirmation(message[2]));
      default:
        throw new ProtocolViolation(`message ${message[0]} from a router`);
    }
  }

  #answer(type: number, request: Id, reply: Reply, progress = false): Action[] {
    if (!this.#settles(type, request, progress)) return [];
    return [{ do: progress ? "progress" : "resolve", request, reply }];
  }

  /**
   * Whether an open request awaits this reply. A second reply is ignored, because a cancelled call may have been
   * answered at the same moment; a reply to a request that was never made is a violation.
   */
  #settles(type: number, request: Id, progress = false): boolean {
    const asked = this.#open.get(request);
    if (asked === undefined && request <= this.#last) return false;
    if (asked !== type) throw new ProtocolViolation(`a reply to request ${request}, which was never made`);
    if (!progress) this.#open.delete(request);
    return true;
  }

  #goodbye(reason: string, details: Dict): Action[] {
    const answer = encode([m.GOODBYE, {}, "wamp.close.goodbye_and_out"]);
    const reply: Action[] = this.#state === "leaving" ? [] : [{ do: "send", text: answer }];
    return [...reply, ...this.#leave(reason, details)];
  }

  #leave(reason: string, details: Dict): Action[] {
    this.#state = "over";
    return [{ do: "leave", reason, message: String(details["message"] ?? reason) }];
  }

  #refuse(error: Error): Action[] {
    this.#state = "over";
    const reason = "wamp.error.protocol_violation";
    const text = encode([m.ABORT, { message: error.message }, reason]);
    return [{ do: "send", text }, { do: "leave", reason, message: error.message, violation: true }];
  }
}

function confirmation(id: Id): Reply {
  return { id, args: [], kwargs: {}, details: {} };
}
