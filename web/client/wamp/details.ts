/** Validates the details in a router's messages (WAMP advanced profile); options are for the router to check. */

import { ProtocolViolation } from "./errors.js";
import { isDict, isFlag, isId, isText, listOf, oneOf, type Dict } from "./kinds.js";

const CHECKS: { readonly [name: string]: (value: unknown) => boolean } = {
  caller: isId,
  caller_authid: isText,
  caller_authrole: isText,
  enc_algo: oneOf("cryptobox", "mqtt", "xbr"),
  forward_for: listOf(isDict),
  progress: isFlag,
  publisher: isId,
  publisher_authid: isText,
  publisher_authrole: isText,
  retained: isFlag,
  topic: isText,
  transaction_hash: isText,
  x_acknowledged_delivery: isFlag,
};

/** Throws ProtocolViolation, naming the entry, if a known entry has the wrong type; ignores unknown ones. */
export function checkDetails(details: Dict): void {
  for (const [name, value] of Object.entries(details)) {
    if (Object.hasOwn(CHECKS, name) && !CHECKS[name]?.(value)) throw new ProtocolViolation(`malformed "${name}"`);
  }
}
