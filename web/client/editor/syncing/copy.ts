/** One window's copy of a shared text: it follows the service, and sends what is typed here, one call at a time. */

import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Person, Shared, Status } from "../shared.js";
import { WORDS } from "../words.js";
import { failureOf, isAbsent } from "./failures.js";
import { lacking } from "./giving-back.js";
import { hold } from "./holding.js";
import { Numbers } from "./numbers.js";
import { Outgoing } from "./outgoing.js";
import { seat } from "./seats.js";
import { Unsent, type Place } from "./unsent.js";
import { hashOf, wordsIn, unwrapped, wrapped, type Caret, type Happened, type Joined, type Numbered, type Service } from "./wire.js";

/** How long a gap in the numbers may last before the window joins again (milliseconds). */
const PATIENCE = 1_000;
/** How often a window says that it is still there, and looks for what it lacks. */
const BEAT = 10_000;
/** How long a caret waits for further moves, or for letters that it can go along with. */
const MOVE = 60;

/** How often in a row a window that was behind joins again at once. */
const AT_ONCE = 3;


export class Copy implements Shared {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("text");
  readonly awareness = new Awareness(this.doc);
  readonly ready: Promise<void>;
  reason = "";
  misfits = "";
  readonly #numbers = new Numbers();
  readonly #outgoing = new Outgoing(this.doc);
  readonly #unsent: Unsent;
  readonly #watchers = new Set<(status: Status) => void>();
  readonly #ends: (() => void)[] = [];
  #settle!: { resolve: () => void; reject: (error: unknown) => void };
  #status: Status = "connecting";
  #epoch = 0;
  #topic = "";
  #state: "new" | "away" | "joining" | "here" | "closed" = "new";
  /** The service has begun the text anew: this copy only sends what is typed in it, until another takes its place. */
  #outlived = false;
  /** What the service has not got: what an update of this window needs, or, restored from a backup, anything. */
  #lacks: "nothing" | "own" | "all" = "nothing";
  #moved = false;
  #beaten = 0;
  #attempts = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #move: ReturnType<typeof setTimeout> | undefined;
  #gap: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly service: Service,
    person: Person,
    readonly anew: () => void,
  ) {
    const { link, module, document } = service;
    this.#unsent = new Unsent(person.name, module, document, () => this.#refresh());
    this.#ends.push(hold(this.#unsent.key));
    this.ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.ready.catch(() => undefined);
    this.awareness.setLocalState({ user: { name: person.name, color: `oklch(0.6 0.15 ${person.hue})` }, cursor: null });
    this.awareness.on("change", ({ added, updated }: Record<string, number[]>) => this.#pointed([...added!, ...updated!]));
    this.doc.on("update", (update: Uint8Array, origin: unknown) => origin !== this && this.#typed(update));
    const beat = setInterval(() => this.#beat(), BEAT);
    const hide = () => (this.#unsent.keep(), this.#leave());
    addEventListener("pagehide", hide);
    this.#ends.push(link.onJoin(() => void this.#join()), link.onLeave(() => this.#lose()), () => clearInterval(beat));
    this.#ends.push(() => removeEventListener("pagehide", hide));
    void this.#begin();
  }

  get status(): Status {
    return this.#status;
  }

  get place(): Place {
    return this.#unsent.place;
  }

  onStatus(act: (status: Status) => void): () => void {
    this.#watchers.add(act);
    return () => this.#watchers.delete(act);
  }

  saved(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.#status === "saved" || this.#status === "refused") stop();
        // Not in the same task: a browser ignores a form that is submitted while its event is still on its way.
        if (this.#status === "saved") setTimeout(resolve);
        if (this.#status === "refused") reject(new Error(this.reason));
      };
      const stop = this.onStatus(look);
      look();
    });
  }

  catchUp(): Promise<void> {
    return this.#join();
  }

  /** What is on its way is still sent; what cannot be sent is on the device. */
  close(): void {
    if (this.#status === "saving") void this.saved().then(() => this.#end(), () => this.#end());
    else this.#end();
  }

  async #begin(): Promise<void> {
    this.#outgoing.begin(await this.#unsent.read());
    this.#state = "away";
    if (this.service.link.joined()) await this.#join();
  }

  async #join(): Promise<void> {
    if (this.#state !== "away" && this.#state !== "here") return;
    clearTimeout(this.#again);
    clearTimeout(this.#gap);
    this.#state = "joining";
    try {
      if (!this.#topic) await this.#listen(await this.#carryOver(await this.#ask()));
      const { front } = this.#numbers;
      const joined = await this.#ask();
      if (joined.number < front) this.#lacks = "all";
      await this.#adopt(joined);
    } catch (error) {
      if (this.#is("joining")) this.#fail(error);
    }
  }

  #ask(): Promise<Joined> {
    return this.service.join(this.#epoch, Y.encodeStateVector(this.doc), hashOf(this.text.toString()));
  }

  /** What an earlier window typed before the text was begun anew is sent as it was; the service merges it. */
  async #carryOver({ epoch, topic }: Joined): Promise<string> {
    for (const one of this.#outgoing.waiting.filter((kept) => kept.epoch !== epoch)) {
      const fields = { epoch: one.epoch, ...this.#outgoing.authorOf(one.update), update: wrapped(one.update), caret: null };
      const sent = this.service.update(fields);
      const fits = await sent.then(() => true, (error: unknown) => {
        if (failureOf(error, 0).is !== "behind") throw error;
        return false;
      });
      this.#outgoing.drop(one);
      if (fits) void this.#unsent.drop([one]);
      else this.misfits += wordsIn(one.update);
    }
    return topic;
  }

  /** Subscribe before the text is asked for, so that no event is missed in between. */
  async #listen(topic: string): Promise<void> {
    const subscription = this.service.link.listen(topic, (event: Happened) => void this.#hear(event));
    this.#ends.push(() => subscription.cancel());
    await subscription.confirmed;
    this.#topic = topic;
  }

  async #adopt(joined: Joined): Promise<void> {
    if (!this.#is("joining")) return;
    if (this.#epoch && this.#epoch !== joined.epoch) return this.#outlive();
    const update = await unwrapped(joined.update);
    if (!this.#is("joining")) return;
    if (update) Y.applyUpdate(this.doc, update, this);
    // What an earlier window could not send is put into the text again, and sent first.
    if (!this.#epoch) for (const one of this.#outgoing.waiting) Y.applyUpdate(this.doc, one.update, this);
    this.#epoch = joined.epoch;
    if (this.#lacks !== "nothing") this.#giveBack(joined.state);
    this.#numbers.begin(joined.number);
    seat(this.awareness, joined.seats, true);
    this.#state = "here";
    if (this.#outgoing.waiting.length === 0) this.#attempts = 0;
    this.#settle.resolve();
    this.#moved = this.awareness.getLocalState()?.["cursor"] !== null;
    this.#refresh();
    await this.#send();
    this.#beat();
  }

  #outlive(): void {
    this.#state = "here";
    if (!this.#outlived) this.anew();
    this.#outlived = true;
    this.#refresh();
    void this.#send();
  }

  /** Put what the service lacks before all else; what it has is stored once. */
  #giveBack(state: Uint8Array): void {
    const whose = this.#lacks === "all" ? "all" : "own";
    this.#lacks = "nothing";
    const kept = { id: Promise.resolve(undefined), epoch: this.#epoch, restoring: whose === "all" };
    this.#outgoing.addFirst(lacking(this.doc, state, whose).map((update) => ({ ...kept, update })));
  }

  async #hear({ epoch, after, number, updates, seats }: Happened): Promise<void> {
    if (this.#state === "closed" || this.#outlived) return;
    if (this.#epoch && epoch !== this.#epoch) return void this.#join();
    const found = await Promise.all(updates.map(unwrapped));
    this.doc.transact(() => found.forEach((update) => update && Y.applyUpdate(this.doc, update, this)), this);
    seat(this.awareness, seats, false); // in the same task: the editor shows all of the event at once
    if (updates.length > 0) this.#count({ epoch, after, number });
    else if (number > this.#numbers.front) this.#lack();
    if (Date.now() - this.#beaten > BEAT) this.#beat(); // timers sleep in hidden windows
  }

  #count({ epoch, after, number }: Numbered): void {
    if (epoch === this.#epoch) this.#numbers.add(after, number);
    if (epoch !== this.#epoch || this.#numbers.gap) this.#lack();
  }

  /** Something is missing: it arrives soon, or the window joins again. */
  #lack(): void {
    clearTimeout(this.#gap);
    if (this.#outlived) return;
    const front = this.#numbers.front;
    this.#gap = setTimeout(() => (this.#numbers.gap || this.#numbers.front === front) && void this.#join(), PATIENCE);
  }

  #typed(update: Uint8Array): void {
    this.#outgoing.add(this.#unsent.add(this.#epoch, update, this.#is("here")));
    this.#refresh();
    queueMicrotask(() => void this.#send()); // unless the caret, which moves with the letter, has sent both
  }

  /** Send what was typed until nothing is left: one call at a time, so that the service gets it in order. */
  async #send(): Promise<void> {
    while (this.#is("here") && !this.#outgoing.flies && this.#outgoing.waiting.length > 0) {
      const { entries, client, clock, update, restoring } = this.#outgoing.take();
      const caret = this.#caret();
      clearTimeout(this.#move);
      try {
        const fields = { epoch: this.#epoch, client, clock, update: wrapped(update), caret };
        const answer = await this.service.update(restoring ? { ...fields, restoring } : fields);
        this.#attempts = 0;
        this.#count(answer);
        this.#outgoing.landed();
        void this.#unsent.drop(entries);
      } catch (error) {
        this.#outgoing.takeBack();
        if (restoring) this.#lacks = "all";
        if (this.#is("here")) this.#fail(error);
      }
      this.#refresh();
    }
  }

  #fail(error: unknown): void {
    this.#unsent.keep();
    const failure = failureOf(error, this.#attempts);
    this.#state = "away";
    this.#attempts += 1;
    if (!this.#epoch && isAbsent(error)) this.#settle.reject(error);
    if (failure.is === "refused") return this.#refuse(failure.why);
    if (failure.is === "behind" && this.#outlived) return this.#refuse(WORDS.anew);
    // Nobody may give back words of somebody who is there: then each gives back their own.
    if (failure.is === "behind") this.#lacks = this.#attempts % 2 ? "all" : "own";
    if (failure.is === "behind" && this.#attempts < AT_ONCE) return void this.#join();
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.service.link.joined() && void this.#join(), failure.wait);
    this.#refresh();
  }

  /** The words stay here and on the device; nothing more is sent until the next time the text is opened. */
  #refuse(why: string): void {
    this.reason = why;
    this.#state = "closed";
    seat(this.awareness, [], true);
    this.#settle.reject(new Error(why));
    this.#refresh("refused");
  }

  #lose(): void {
    this.#unsent.keep();
    if (this.#state === "here" || this.#state === "joining") this.#state = "away";
    this.#refresh();
  }

  #pointed(clients: readonly number[]): void {
    if (!clients.includes(this.doc.clientID)) return;
    this.#moved = true;
    if (this.#outgoing.waiting.length > 0) void this.#send(); // before the editor does all else that follows from a letter
    clearTimeout(this.#move);
    this.#move = setTimeout(() => this.#moved && !this.#outgoing.flies && this.#beat(), MOVE);
  }

  #caret(): Caret | null {
    if (!this.#moved) return null;
    this.#moved = false;
    return this.awareness.getLocalState() as Caret;
  }

  /** Say where one writes, and learn whether something was missed. */
  #beat(): void {
    if (this.#state !== "here" || this.#outlived) return;
    this.#beaten = Date.now();
    this.#moved = false;
    this.service.caret(this.doc.clientID, this.awareness.getLocalState() as Caret).then(
      ({ epoch, number }) => (epoch !== this.#epoch || number > this.#numbers.front) && this.#lack(),
      (error: unknown) => failureOf(error, 0).is === "refused" && this.#is("here") && this.#fail(error),
    );
  }

  #leave(): void {
    if (this.#state === "here") this.service.leave(this.doc.clientID).catch(() => undefined);
  }

  #end(): void {
    this.#unsent.keep();
    this.#leave();
    this.#state = "closed";
    for (const end of this.#ends) end();
    for (const timer of [this.#again, this.#move, this.#gap]) clearTimeout(timer);
    this.#watchers.clear();
    this.awareness.destroy();
    this.doc.destroy();
  }

  /** The state, which may have changed while somebody waited. */
  #is(state: string): boolean {
    return this.#state === state;
  }

  #refresh(status = this.#now()): void {
    if (status === this.#status && status !== "offline") return;
    this.#status = status;
    for (const watcher of [...this.#watchers]) watcher(status);
  }

  #now(): Status {
    if (this.#status === "refused") return "refused";
    const waits = !this.#outgoing.isEmpty;
    if (this.#state === "here") return waits ? "saving" : "saved";
    if (!this.#epoch) return "connecting";
    if (this.#state === "joining" && !waits) return this.#status;
    return this.service.link.joined() && this.#attempts === 0 && waits ? "saving" : "offline";
  }
}
