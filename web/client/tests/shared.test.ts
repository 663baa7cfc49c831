/** The copies of a shared text: against a service in memory whose calls fail, whose events are lost or come late. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import * as Y from "yjs";
import { difference } from "../editor/sharing/held.js";
import { open, type Shared } from "../editor/shared.js";
import { lacking } from "../editor/syncing/giving-back.js";
import { Numbers } from "../editor/syncing/numbers.js";
import { hashOf } from "../editor/syncing/wire.js";

Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined, location: { pathname: "/" } });
Object.defineProperty(globalThis, "navigator", { value: {} });

class Failed extends Error {
  constructor(
    readonly uri: string,
    message = uri,
  ) {
    super(message);
  }
}

type Fields = any;

/** The owner of one text, which keeps the rules of docs/topics/coediting.md. */
class Service {
  doc = new Y.Doc();
  readonly windows = new Set<Window>();
  /** The documents of earlier epochs. */
  readonly earlier = new Map<number, Y.Doc>();
  number = 1;
  epoch = 1;
  refuses: Failed | undefined;

  constructor(text = "") {
    this.doc.getText("text").insert(0, text);
  }

  call(uri: string, fields: Fields, from: Window): unknown {
    if (this.refuses) throw this.refuses;
    const verb = uri.split(".")[3];
    if (verb === "join") {
      const update = Y.encodeStateAsUpdate(this.doc, fields.state);
      const same = fields.hash === hashOf(this.text) && Y.encodeStateVector(this.doc).join() === fields.state.join();
      const data = same ? new Uint8Array() : Uint8Array.of(1, ...update);
      return { epoch: this.epoch, number: this.number, topic: "t", update: data, state: Y.encodeStateVector(this.doc), seats: [] };
    }
    if (verb === "update") return this.#store(fields, from);
    return this.#answer(this.number);
  }

  /** Make a new document of the text. */
  beginAnew(): void {
    this.earlier.set(this.epoch, this.doc);
    this.epoch += 1;
    this.#become(new Y.Doc());
    for (const window of this.windows) window.hear({ ...this.#answer(this.number), updates: [], seats: [] });
  }

  /** Have the document of a backup. */
  restore(backup: Uint8Array, number: number): void {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, backup);
    this.doc = doc;
    this.number = number;
  }

  #become(doc: Y.Doc): void {
    doc.getText("text").insert(0, this.text);
    this.doc = doc;
  }

  #answer(after: number) {
    return { epoch: this.epoch, after, number: this.number };
  }

  /** Merge words of an earlier epoch: here, by putting them before the text. */
  #merge({ epoch, update }: Fields): unknown {
    const old = this.earlier.get(epoch);
    if (!old) throw new Failed("courant.error.conflict");
    const before = old.getText("text").toString();
    Y.applyUpdate(old, update.subarray(1));
    this.doc.getText("text").insert(0, difference(before, old.getText("text").toString())?.insert ?? "");
    this.number += 1;
    return this.#answer(this.number);
  }

  #store(fields: Fields, from: Window): unknown {
    const { epoch, client, clock, update } = fields;
    if (update.length > 262_145) throw new Failed("courant.error.too_large");
    if (epoch !== this.epoch) return this.#merge(fields);
    Y.applyUpdate(this.doc, update.subarray(1));
    if ((Y.decodeStateVector(Y.encodeStateVector(this.doc)).get(client) ?? 0) < clock) throw new Failed("courant.error.conflict");
    this.number += 1;
    const event = { ...this.#answer(this.number - 1), updates: [update], seats: [] };
    for (const window of this.windows) if (window !== from) window.hear(event);
    return this.#answer(this.number - 1);
  }

  get text(): string {
    return this.doc.getText("text").toString();
  }
}

/** A window's session: its calls and events can get lost. */
class Window {
  readonly #joins = new Set<() => void>();
  readonly #leaves = new Set<() => void>();
  readonly #topics = new Set<(fields: Fields) => void>();
  online = true;
  /** Of the next calls and events: "ask" loses a call, "answer" its answer, "event" an event. */
  losses: ("ask" | "answer" | "event" | "")[] = [];
  calls: string[] = [];

  constructor(readonly service: Service) {
    service.windows.add(this);
  }

  async call(uri: string, fields: Fields): Promise<any> {
    if (!this.online) throw new Error("not connected");
    this.calls.push(uri.split(".")[3]!);
    const loss = this.losses.shift();
    await Promise.resolve();
    if (loss === "ask") throw new Error("lost");
    const answer = this.service.call(uri, fields, this);
    await Promise.resolve();
    if (loss === "answer" || !this.online) throw new Error("lost");
    return answer;
  }

  hear(event: Fields): void {
    if (!this.online || this.losses.shift() === "event") return;
    queueMicrotask(() => this.#topics.forEach((act) => act(event)));
  }

  listen(_topic: string, act: (fields: Fields) => void) {
    this.#topics.add(act);
    return { confirmed: Promise.resolve(), cancel: () => void this.#topics.delete(act) };
  }

  onJoin = (act: () => void) => (this.#joins.add(act), () => void this.#joins.delete(act));
  onLeave = (act: () => void) => (this.#leaves.add(act), () => void this.#leaves.delete(act));
  joined = () => this.online;

  go(online: boolean): void {
    this.online = online;
    for (const act of online ? this.#joins : this.#leaves) act();
  }
}

const opened: Shared[] = [];

function writer(window: Window, name = "ada", anew = () => undefined as void): Shared {
  const shared = open(window, "wiki", "page-1", { name, hue: 0 }, anew);
  opened.push(shared);
  return shared;
}

/** Let everything happen that is under way, and then some time pass. */
async function settle(milliseconds = 0): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
  if (!milliseconds) return;
  mock.timers.tick(milliseconds);
  await settle();
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
});

test("what one types the others have, and the status says when it is saved", async () => {
  const service = new Service("One");
  const [ada, bea] = [writer(new Window(service)), writer(new Window(service), "bea")];
  assert.equal(ada.status, "connecting");
  await ada.ready;
  await settle();
  assert.equal(ada.status, "saved");
  ada.text.insert(3, "!");
  assert.equal(ada.status, "saving");
  await settle();
  assert.equal(ada.status, "saved");
  assert.equal(bea.text.toString(), "One!");
});

test("letters that are typed while an update is under way go together in the next", async () => {
  const window = new Window(new Service());
  const ada = writer(window);
  await ada.ready;
  window.calls = [];
  ada.text.insert(0, "l");
  await Promise.resolve();
  for (const letter of "etters") ada.text.insert(ada.text.length, letter);
  await settle();
  assert.deepEqual(window.calls.filter((verb) => verb === "update").length, 2);
  assert.equal(window.service.text, "letters");
});

test("an answer that is lost stores nothing twice", async () => {
  const window = new Window(new Service());
  const ada = writer(window);
  await ada.ready;
  await settle();
  window.losses = ["answer"];
  ada.text.insert(0, "once");
  await settle(20_000);
  assert.equal(window.service.text, "once");
  assert.equal(ada.status, "saved");
});

test("what is typed offline is sent on return", async () => {
  const window = new Window(new Service("base "));
  const [ada, bea] = [writer(window), writer(new Window(window.service), "bea")];
  await ada.ready;
  await settle();
  window.go(false);
  assert.equal(ada.status, "offline");
  ada.text.insert(5, "mine ");
  bea.text.insert(0, "theirs ");
  await settle();
  assert.equal(ada.status, "offline");
  window.go(true);
  await settle();
  assert.equal(ada.status, "saved");
  assert.equal(ada.text.toString(), "theirs base mine ");
  assert.equal(bea.text.toString(), ada.text.toString());
});

test("a right that is withdrawn stops the writer, who keeps the words", async () => {
  const window = new Window(new Service("base"));
  const ada = writer(window);
  await ada.ready;
  window.service.refuses = new Failed("courant.error.forbidden", "Only editors may do this.");
  ada.text.insert(0, "mine ");
  const saved = assert.rejects(ada.saved(), /Only editors/);
  await settle();
  await saved;
  assert.equal(ada.status, "refused");
  assert.equal(ada.reason, "Only editors may do this.");
  assert.equal(ada.text.toString(), "mine base");
  assert.equal(window.service.text, "base");
});

test("words that are typed while the text is begun anew are sent as they were, and another copy takes over", async () => {
  const service = new Service("base");
  const [window, online] = [new Window(service), new Window(service)];
  let begun = 0;
  const [ada, bea] = [writer(window, "ada", () => (begun += 1)), writer(online, "bea", () => (begun += 1))];
  await settle();
  window.go(false);
  ada.text.insert(0, "mine ");
  service.beginAnew();
  await settle();
  assert.equal(begun, 1);
  bea.text.insert(0, "theirs ");
  window.go(true);
  await settle();
  assert.deepEqual([ada.status, bea.status, begun], ["saved", "saved", 2]);
  const fresh = writer(new Window(service));
  await settle();
  assert.match(fresh.text.toString(), /^(mine theirs|theirs mine) base$/);
});

test("words that fit into no document are kept, and not accepted", async () => {
  const service = new Service("base");
  const window = new Window(service);
  const ada = writer(window);
  await settle();
  window.go(false);
  ada.text.insert(0, "mine ");
  service.beginAnew();
  service.earlier.clear();
  window.go(true);
  await settle();
  assert.equal(ada.status, "refused");
  assert.match(ada.reason, /begun anew/);
  assert.equal(ada.text.toString(), "mine base");
});

test("a service that was restored from a backup gets back what the windows have", async () => {
  const service = new Service("base");
  const [window, other] = [new Window(service), new Window(service)];
  const [ada, bea] = [writer(window), writer(other, "bea")];
  await settle();
  const backup = Y.encodeStateAsUpdate(service.doc);
  ada.text.insert(0, "mine ");
  bea.text.insert(0, "theirs ");
  await settle();
  for (const one of [window, other]) one.go(false);
  service.restore(backup, 1);
  window.go(true);
  await settle();
  assert.match(service.text, /^(mine theirs|theirs mine) base$/);
  service.restore(backup, 9); // others have written meanwhile, so numbers tell nothing
  ada.text.insert(0, "more ");
  await settle(20_000);
  other.go(true);
  await settle(20_000);
  assert.deepEqual(new Set([service.text, ada.text.toString(), bea.text.toString()]).size, 1);
  assert.match(service.text, /^more /);
  assert.deepEqual([ada.status, bea.status], ["saved", "saved"]);
});

test("what is too large for one call is given back in pieces, and all of it again if one is lost", async () => {
  const service = new Service("base");
  const [window, other] = [new Window(service), new Window(service)];
  const [ada, bea] = [writer(window), writer(other, "bea")];
  await settle();
  const backup = Y.encodeStateAsUpdate(service.doc);
  for (let turn = 0; turn < 8; turn++) {
    ada.text.insert(turn, "a".repeat(60_000));
    await settle();
    bea.text.insert(bea.text.length / 2, "b".repeat(40_000));
    await settle();
  }
  bea.text.delete(5, 30_000);
  await settle();
  const text = ada.text.toString();
  assert.ok(service.text === text);
  for (const one of [window, other]) one.go(false);
  service.restore(backup, 1);
  const before = window.calls.filter((verb) => verb === "update").length;
  window.losses = ["", "", "", "ask"]; // the calls with which it joins, and a piece; then the connection is lost
  window.go(true);
  await settle(20_000);
  await settle(20_000);
  assert.ok(service.text === text, `${service.text.length} of ${text.length} characters`);
  assert.ok(window.calls.filter((verb) => verb === "update").length - before > 3);
  assert.ok(ada.status === "saved" && ada.text.toString() === text);
});

test("pieces of what a service lacks can be stored one after the other, whoever wrote it", () => {
  for (let turn = 1; turn <= 20; turn += 1) {
    const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    const [whole, backup] = [docs[0]!, new Y.Doc()];
    for (let step = 0; step < 60; step += 1) {
      const text = docs[(step * turn) % 3]!.getText("text");
      const at = (step * 7 * turn) % (text.length + 1);
      if (step % 4 === 3) text.delete(Math.min(at, text.length - 1), 1);
      else text.insert(at, "abc".repeat(step % 5) + step);
      if (step % turn === 0) for (const one of docs) for (const other of docs) Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
      if (step === 15) Y.applyUpdate(backup, Y.encodeStateAsUpdate(whole));
    }
    const pieces = lacking(whole, Y.encodeStateVector(backup), "all", 90);
    assert.ok(pieces.length > 1 && pieces.every((piece) => piece.length < 250));
    for (const piece of pieces) {
      Y.applyUpdate(backup, piece);
      assert.equal(backup.store.pendingStructs, null);
    }
    assert.equal(backup.getText("text").toString(), whole.getText("text").toString());
  }
});

test("a text for nobody is not ready", async () => {
  const window = new Window(new Service());
  window.service.refuses = new Failed("wamp.error.no_such_procedure");
  await assert.rejects(writer(window).ready, /no_such_procedure/);
});

test("a lost event is missed within a second", async () => {
  const service = new Service();
  const window = new Window(service);
  const [ada, bea] = [writer(new Window(service)), writer(window, "bea")];
  await bea.ready;
  await settle();
  window.losses = ["event"];
  ada.text.insert(0, "lost ");
  await settle();
  ada.text.insert(5, "found");
  await settle();
  await settle(1_100);
  assert.equal(bea.text.toString(), "lost found");
});

test("an event that is lost without another is missed at the next beat", async () => {
  const service = new Service();
  const window = new Window(service);
  const [ada, bea] = [writer(new Window(service)), writer(window, "bea")];
  await bea.ready;
  await settle();
  window.losses = ["event"];
  ada.text.insert(0, "lost");
  await settle();
  assert.equal(bea.text.toString(), "");
  await settle(10_100);
  await settle(1_100);
  assert.equal(bea.text.toString(), "lost");
});

test("numbers may arrive in any order", () => {
  const numbers = new Numbers();
  numbers.begin(5);
  numbers.add(7, 8);
  assert.ok(numbers.gap);
  numbers.add(6, 7);
  numbers.add(5, 6);
  assert.deepEqual([numbers.front, numbers.gap], [8, false]);
});

test("checksums are those of zlib", () => assert.equal(hashOf("héllo 😀"), "8d272c32"));

test("random histories with losses end equal", async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const random = randoms(seed);
    const service = new Service("seed");
    const windows = [1, 2, 3].map(() => new Window(service));
    const writers = windows.map((window, at) => writer(window, `w${at}`));
    await settle();
    for (let step = 0; step < 40; step += 1) {
      const at = random(3);
      const { text } = writers[at]!;
      const act = random(10);
      if (act < 5) text.insert(random(text.length + 1), "aé漢\n"[random(4)]!);
      else if (act < 7 && text.length) text.delete(random(text.length), 1);
      else if (act < 8) windows[at]!.go(!windows[at]!.online);
      else windows[at]!.losses.push((["ask", "answer", "event", ""] as const)[random(4)]!);
      if (random(2)) await settle(random(2) * 400);
    }
    for (const window of windows) (window.losses = []), window.go(true);
    for (let turn = 0; turn < 8; turn += 1) await settle(16_000);
    const texts = writers.map(({ text }) => text.toString());
    assert.deepEqual(new Set([service.text, ...texts]).size, 1, `seed ${seed}: ${JSON.stringify([service.text, ...texts])}`);
    assert.deepEqual(writers.map(({ status }) => status), ["saved", "saved", "saved"], `seed ${seed}`);
  }
});

/** Pseudorandom integers below a bound (Lehmer). */
function randoms(seed: number): (below: number) => number {
  let state = seed * 7919;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}
