/** What a service lacks of a document, as updates that it stores one after the other: each as large as a call may be. */

import { writeVarUint } from "lib0/encoding";
import * as Y from "yjs";
import { LARGEST } from "./wire.js";

/** Bytes of the structs of a piece: around them, there are a few more. */
const MOST = LARGEST - 1_000;
const NO_DELETIONS = 0;
const EMPTY = 2;

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];

/**
 * What the service, which has this state, lacks: of this window's own words, or of anybody's. Each update only needs
 * what is in the state and in those before it; what was deleted comes last. A single run of words that is larger than a
 * call may be stays whole.
 */
export function lacking(doc: Y.Doc, state: Uint8Array, whose: "own" | "all", most = MOST): Uint8Array[] {
  const known = whose === "all" ? state : besideOwn(doc, state);
  const update = Y.encodeStateAsUpdate(doc, known);
  if (update.length <= most) return [update];
  // With the document's state: that of the update would lack clients of whom it has only later words.
  const deletions = Y.diffUpdate(update, Y.encodeStateVector(doc));
  const pieces = divided(Y.decodeUpdate(update).structs, Y.decodeStateVector(known), most).map(encoded);
  return deletions.length > EMPTY ? [...pieces, deletions] : pieces;
}

/** This document's state, but with no more of this window's own words than `state` has: others send theirs. */
function besideOwn(doc: Y.Doc, state: Uint8Array): Uint8Array {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
  clocks.set(doc.clientID, Y.decodeStateVector(state).get(doc.clientID) ?? 0);
  return Y.encodeStateVector(clocks);
}

/** The structs in an order in which each stands behind those that it needs, divided by their size. */
function divided(structs: readonly Struct[], known: Map<number, number>, most: number): Struct[][] {
  const pieces: Struct[][] = [[]];
  let size = 0;
  for (const struct of ordered(structs, known)) {
    const own = sizeOf(struct);
    if (size > 0 && size + own > most) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)!.push(struct);
    size += own;
  }
  return pieces;
}

function* ordered(structs: readonly Struct[], known: Map<number, number>): Generator<Struct> {
  const queues = [...byClient(structs).values()].map((own) => own[Symbol.iterator]());
  const heads = queues.map((queue) => queue.next().value as Struct | undefined);
  for (let moved = true; moved; ) {
    moved = false;
    for (const [at, queue] of queues.entries()) {
      for (let head = heads[at]; head && isReady(head, known); head = heads[at] = queue.next().value as Struct | undefined) {
        yield head;
        known.set(head.id.client, head.id.clock + head.length);
        moved = true;
      }
    }
  }
}

/** Whether what it stands between is there. */
function isReady(struct: Struct, known: Map<number, number>): boolean {
  if (!(struct instanceof Y.Item)) return true;
  return [struct.origin, struct.rightOrigin].every((id) => !id || id.clock < (known.get(id.client) ?? 0));
}

function byClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const found = new Map<number, Struct[]>();
  for (const struct of structs) {
    const own = found.get(struct.id.client);
    if (own) own.push(struct);
    else found.set(struct.id.client, [struct]);
  }
  return found;
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoder.toUint8Array().length;
}

function encoded(structs: readonly Struct[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const clients = byClient(structs);
  writeVarUint(encoder.restEncoder, clients.size);
  for (const [client, own] of clients) {
    writeVarUint(encoder.restEncoder, own.length);
    encoder.writeClient(client);
    writeVarUint(encoder.restEncoder, own[0]!.id.clock);
    for (const struct of own) struct.write(encoder, 0);
  }
  writeVarUint(encoder.restEncoder, NO_DELETIONS);
  return encoder.toUint8Array();
}
