/** WAMP's JSON serializer: messages to text and back, with bytes as "\0" and base64 (WAMP, binary conversion). */

import { ProtocolViolation } from "./errors.js";

/** The WebSocket subprotocol that names this serializer. */
export const SUBPROTOCOL = "wamp.2.json";

const CHUNK = 0x8000;

/** Serialize a message. Throws TypeError for a string that begins with U+0000, which would be read as bytes. */
export function encode(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return "\0" + toBase64(value);
    if (typeof value === "string" && value.startsWith("\0")) throw new TypeError("text begins with U+0000");
    return value;
  });
}

/** Parse text, without checking that it is a message. Throws ProtocolViolation if it is not JSON. */
export function decode(text: string): unknown {
  try {
    // Inspecting every string is slow, and only text with this escape can contain bytes.
    return text.includes('"\\u0000') ? JSON.parse(text, reviveBytes) : JSON.parse(text);
  } catch (error) {
    throw new ProtocolViolation(`not JSON: ${(error as Error).message}`);
  }
}

function reviveBytes(_key: string, value: unknown): unknown {
  return typeof value === "string" && value.startsWith("\0") ? fromBase64(value.slice(1)) : value;
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
