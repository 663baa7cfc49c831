/** Validation of the options and details that messages carry (WAMP advanced profile). */

import { ProtocolViolation } from "./errors.js";
import { isDict, isFlag, isId, isText, listOf, oneOf, type Dict } from "./kinds.js";

const CHECKS: { readonly [name: string]: (value: unknown) => boolean } = {
  acknowledge: isFlag,
  caller: isId,
  caller_authid: isText,
  caller_authrole: isText,
  eligible: listOf(isId),
  eligible_authid: listOf(isText),
  eligible_authrole: listOf(isText),
  enc_algo: oneOf("cryptobox", "mqtt", "xbr"),
  enc_serializer: oneOf("json", "msgpack", "cbor", "ubjson", "flatbuffers", "opaque"),
  exclude: listOf(isId),
  exclude_authid: listOf(isText),
  exclude_authrole: listOf(isText),
  exclude_me: isFlag,
  forward_for: listOf(isHop),
  get_retained: isFlag,
  match: oneOf("exact", "prefix", "wildcard"),
  progress: isFlag,
  publisher: isId,
  publisher_authid: isText,
  publisher_authrole: isText,
  receive_progress: isFlag,
  retain: isFlag,
  retained: isFlag,
  topic: isText,
  transaction_hash: isText,
  x_acknowledged_delivery: isFlag,
};

/** Throws ProtocolViolation, naming the entry, if a known one has the wrong type; unknown ones are let be. */
export function checkDetails(details: Dict): void {
  for (const [name, value] of Object.entries(details)) {
    if (Object.hasOwn(CHECKS, name) && !CHECKS[name]?.(value)) throw new ProtocolViolation(`malformed "${name}"`);
  }
}

function isHop(value: unknown): boolean {
  return isDict(value) && isId(value["session"]) && isText(value["authrole"]);
}
