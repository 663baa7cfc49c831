/** WAMP messages as typed lists, and the validation of every received message (WAMP basic profile). */

import { checkDetails } from "./details.js";
import { ProtocolViolation } from "./errors.js";
import { isDict, isId, isText, type Dict, type Id, type List } from "./kinds.js";
import { isUri } from "./uri.js";

/** The optional end of a message: nothing, positional arguments, or positional and keyword arguments. */
export type Payload = [] | [args: List] | [args: List, kwargs: Dict];

export const HELLO = 1;
export const WELCOME = 2;
export const ABORT = 3;
export const CHALLENGE = 4;
export const AUTHENTICATE = 5;
export const GOODBYE = 6;
export const ERROR = 8;
export const PUBLISH = 16;
export const PUBLISHED = 17;
export const SUBSCRIBE = 32;
export const SUBSCRIBED = 33;
export const UNSUBSCRIBE = 34;
export const UNSUBSCRIBED = 35;
export const EVENT = 36;
export const CALL = 48;
export const CANCEL = 49;
export const RESULT = 50;

/** The messages that a caller, subscriber and publisher sends. */
export type Outgoing =
  | [typeof HELLO, realm: string, details: Dict]
  | [typeof ABORT, details: Dict, reason: string]
  | [typeof AUTHENTICATE, signature: string, extra: Dict]
  | [typeof GOODBYE, details: Dict, reason: string]
  | [typeof PUBLISH, request: Id, options: Dict, topic: string, ...payload: Payload]
  | [typeof SUBSCRIBE, request: Id, options: Dict, topic: string]
  | [typeof UNSUBSCRIBE, request: Id, subscription: Id]
  | [typeof CALL, request: Id, options: Dict, procedure: string, ...payload: Payload]
  | [typeof CANCEL, request: Id, options: Dict];

/** The messages that a router sends to it. */
type Incoming =
  | [typeof WELCOME, session: Id, details: Dict]
  | [typeof ABORT, details: Dict, reason: string]
  | [typeof CHALLENGE, method: string, extra: Dict]
  | [typeof GOODBYE, details: Dict, reason: string]
  | [typeof ERROR, type: number, request: Id, details: Dict, error: string, ...payload: Payload]
  | [typeof PUBLISHED, request: Id, publication: Id]
  | [typeof SUBSCRIBED, request: Id, subscription: Id]
  | [typeof UNSUBSCRIBED, request: Id]
  | [typeof EVENT, subscription: Id, publication: Id, details: Dict, ...payload: Payload]
  | [typeof RESULT, request: Id, details: Dict, ...payload: Payload];

export type Message = Outgoing | Incoming;

/** The fields that follow each message's type: i id, n type number, u URI, s string, d map, p payload. */
const SHAPES: { readonly [type: number]: string } = {
  [HELLO]: "ud",
  [WELCOME]: "id",
  [ABORT]: "du",
  [CHALLENGE]: "sd",
  [AUTHENTICATE]: "sd",
  [GOODBYE]: "du",
  [ERROR]: "nidup",
  [PUBLISH]: "idup",
  [PUBLISHED]: "ii",
  [SUBSCRIBE]: "idw",
  [SUBSCRIBED]: "ii",
  [UNSUBSCRIBE]: "ii",
  [UNSUBSCRIBED]: "i",
  [EVENT]: "iidp",
  [CALL]: "idup",
  [CANCEL]: "id",
  [RESULT]: "idp",
};

const FIELDS: { readonly [kind: string]: (value: unknown) => boolean } = {
  i: isId,
  n: isId,
  u: (value) => isUri(value),
  w: (value) => isUri(value, "wildcard"),
  s: isText,
  d: isDict,
};

/**
 * Check that a value is a well-formed message of a type that this client knows, and return it.
 * Throws ProtocolViolation, naming the malformed part.
 */
export function validate(value: unknown): Message {
  if (!Array.isArray(value)) throw new ProtocolViolation("a message must be a list");
  const shape = isId(value[0]) && SHAPES[value[0]];
  if (!shape) throw new ProtocolViolation(`unexpected message type ${String(value[0])}`);
  const fields = shape.replace("p", "");
  const longest = fields.length + 2 * (shape.length - fields.length);
  if (value.length <= fields.length || value.length > longest + 1) {
    throw new ProtocolViolation(`message ${value[0]} has ${value.length} parts`);
  }
  [...fields].forEach((kind, at) => checkField(value, kind, at + 1));
  checkPayload(value, fields);
  return value as unknown as Message;
}

function checkField(message: List, kind: string, at: number): void {
  if (!FIELDS[kind]?.(message[at])) throw new ProtocolViolation(`message ${message[0]}: part ${at} is malformed`);
  if (kind === "d") checkDetails(message[at] as Dict);
}

function checkPayload(message: List, fields: string): void {
  const [args = [], kwargs = {}] = message.slice(fields.length + 1);
  if (!Array.isArray(args) && !isOpaque(message[fields.indexOf("d") + 1], args)) throw new ProtocolViolation("arguments must be a list");
  if (!isDict(kwargs)) throw new ProtocolViolation("keywords must be a map");
}

/** An end-to-end encrypted payload, which replaces the arguments. */
function isOpaque(details: unknown, payload: unknown): boolean {
  return isDict(details) && "enc_algo" in details && (isText(payload) || payload instanceof Uint8Array);
}
