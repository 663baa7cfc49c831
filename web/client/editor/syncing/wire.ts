/** The messages between a window and the service that owns a shared text (docs/topics/coediting.md). */

import { ContentString, decodeUpdate } from "yjs";
import type { Link } from "../link.js";

/** Where somebody writes, as the editors of this site send it; other programs may send something else. */
export interface Caret {
  readonly user?: { readonly name?: string; readonly color?: string };
  readonly cursor?: unknown;
}

/** Somebody who writes; the caret is null when they have left. */
export interface Seat {
  readonly client: number;
  readonly name: string;
  readonly caret: Caret | null;
}

export interface Joined {
  readonly epoch: number;
  readonly number: number;
  readonly topic: string;
  readonly update: Uint8Array;
  readonly state: Uint8Array;
  readonly seats: readonly Seat[];
}

/** The number of the newest update; those after the number `after` are the caller's own. */
export interface Numbered {
  readonly epoch: number;
  readonly after: number;
  readonly number: number;
}

export interface Happened extends Numbered {
  readonly updates: readonly Uint8Array[];
  readonly seats: readonly Seat[];
}

const PLAIN = 1;
const DEFLATED = 2;

/** The largest update that a service accepts (bytes). */
export const LARGEST = 262_144;

/** The procedures for one document. */
export class Service {
  constructor(
    readonly link: Link,
    readonly module: string,
    readonly document: string,
  ) {}

  join(epoch: number, state: Uint8Array, hash: string): Promise<Joined> {
    return this.#call("join", { epoch, state, hash });
  }

  update(fields: { epoch: number; client: number; clock: number; update: Uint8Array; caret: Caret | null; restoring?: boolean }): Promise<Numbered> {
    return this.#call("update", fields);
  }

  caret(client: number, caret: Caret | null): Promise<Numbered> {
    return this.#call("caret", { client, caret });
  }

  leave(client: number): Promise<void> {
    return this.#call("leave", { client });
  }

  #call<T>(verb: string, fields: object): Promise<T> {
    return this.link.call(`courant.${this.module}.text.${verb}`, { document: this.document, ...fields }) as Promise<T>;
  }
}

/** An update as it travels. */
export function wrapped(update: Uint8Array): Uint8Array {
  const data = new Uint8Array(update.length + 1);
  data[0] = PLAIN;
  data.set(update, 1);
  return data;
}

/** The update in what travelled; undefined if there is none. Throws if it is in a format that this window cannot read. */
export async function unwrapped(data: Uint8Array): Promise<Uint8Array | undefined> {
  if (data.length === 0) return undefined;
  if (data[0] === PLAIN) return data.subarray(1);
  if (data[0] !== DEFLATED) throw new Error("the text is in an unknown format");
  const whole = new Blob([data.slice(1)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(whole).arrayBuffer());
}

/** What somebody typed in an update, without its place. */
export function wordsIn(update: Uint8Array): string {
  return decodeUpdate(update).structs.map((one) => ("content" in one && one.content instanceof ContentString ? one.content.str : "")).join("");
}

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of a text: CRC-32 of its UTF-8, eight hexadecimal digits. */
export function hashOf(text: string): string {
  let sum = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 0xff]!;
  return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}
