/**
 * Keeps what somebody has typed and the service has not stored yet on their own device: it outlasts a reload, a crash, a
 * closed tab and days without a connection. Kept by person and document, for two months.
 */

const NAME = "courant-unsent";
const STORE = "updates";
/** How long they are kept (milliseconds): as long as the service merges words of an earlier document. */
const LONGEST = 61 * 24 * 3600 * 1000;

/**
 * How long what was sent waits for the answer of its service before it is kept (milliseconds). Mostly the answer is sooner,
 * and the device, for which a letter on its way to the screen would wait, has nothing to do.
 */
const ANSWER = 100;

interface Entry {
  readonly id?: number;
  readonly key: string;
  readonly epoch: number;
  readonly update: Uint8Array;
  readonly at: number;
  /** Of the page on which it was typed. */
  readonly path?: string;
}

/** A text with words that are not stored in its service. */
export interface Waiting {
  readonly key: string;
  readonly module: string;
  readonly document: string;
  readonly path: string;
}

/** `on its way` to the device for a moment; `nowhere` if the browser keeps nothing, or has no room. */
export type Place = "on the device" | "on its way" | "nowhere";

/** An update that is kept; `id` resolves when the device has it, to undefined if the device keeps nothing. */
export interface Kept {
  readonly id: Promise<number | undefined>;
  readonly epoch: number;
  readonly update: Uint8Array;
  /** Whether it gives back what the service has lost, whoever wrote it. */
  readonly restoring?: boolean;
}

let opened: Promise<IDBDatabase> | undefined;

/** The updates of one person in one document that are not stored in the service. */
export class Unsent {
  readonly key: string;
  #waiting = 0;
  #lost = false;
  /** What was sent, and decides whether to keep it. */
  readonly #sent = new Map<Kept, (keep: boolean) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    person: string,
    module: string,
    document: string,
    readonly changed: () => void,
  ) {
    this.key = [person, module, document].join(" ");
  }

  /** Where everything is that was added so far. */
  get place(): Place {
    if (this.#waiting > 0) return "on its way";
    return this.#lost ? "nowhere" : "on the device";
  }

  /** What is on the device, in the order in which it was typed; nothing if the browser keeps nothing. */
  async read(): Promise<Kept[]> {
    try {
      const store = await begin();
      const entries = (await done(store.getAll())) as Entry[];
      for (const { id, at } of entries) if (at < Date.now() - LONGEST) store.delete(id!);
      return entries.filter(({ key, at }) => key === this.key && at >= Date.now() - LONGEST).map(({ id, ...rest }) => ({ ...rest, id: Promise.resolve(id) }));
    } catch {
      return [];
    }
  }

  /** Keep an update that was typed in the document of this epoch; one that is `sent` at once only if no answer comes soon. */
  add(epoch: number, update: Uint8Array, sent: boolean): Kept {
    const entry: Entry = { key: this.key, epoch, update, at: Date.now(), path: location.pathname };
    this.#waiting += 1;
    let decide!: (keep: boolean) => void;
    const needed = new Promise<boolean>((resolve) => (decide = resolve));
    const id = needed.then((keep) => (keep ? stored(entry) : undefined)).then(
      (key) => this.#note(key === undefined && this.#lost, key),
      () => this.#note(true, undefined),
    );
    const kept = { id, epoch, update };
    this.#sent.set(kept, decide);
    if (sent) this.#timer ??= setTimeout(() => this.keep(), ANSWER);
    else this.keep();
    return kept;
  }

  /** Keep all that has no answer yet: it is late, the connection is lost, or the window is left. */
  keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const decide of this.#sent.values()) decide(true);
    this.#sent.clear();
  }

  /** The service has stored these. */
  async drop(all: readonly Kept[]): Promise<void> {
    for (const one of all) this.#sent.get(one)?.(false);
    for (const one of all) this.#sent.delete(one);
    const ids = (await Promise.all(all.map(({ id }) => id))).filter((id) => id !== undefined);
    if (ids.length === 0) return;
    const store = await begin();
    for (const id of ids) store.delete(id);
    store.transaction.commit();
  }

  #note(lost: boolean, id: number | undefined): number | undefined {
    this.#waiting -= 1;
    this.#lost = lost;
    if (this.#waiting === 0) this.changed();
    return id;
  }
}

/** The texts of a person that wait on this device. */
export async function waiting(person: string): Promise<Waiting[]> {
  const entries = (await done((await begin()).getAll())) as Entry[];
  const found = new Map<string, Waiting>();
  for (const { key, path = "" } of entries) {
    const [name, module = "", document = ""] = key.split(" ");
    if (name === person) found.set(key, { key, module, document, path });
  }
  return [...found.values()];
}

/**
 * The id of an entry, once the transaction that adds it is complete. It is committed at once: otherwise the browser waits
 * for further requests of this window, and forgets the entry if the window is closed meanwhile.
 */
async function stored(entry: Entry): Promise<number> {
  const store = await begin();
  const { transaction } = store;
  const added = store.add(entry);
  transaction.commit();
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(added.result as number);
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser gave up"));
  });
}

async function begin(): Promise<IDBObjectStore> {
  opened ??= open();
  return (await opened).transaction(STORE, "readwrite").objectStore(STORE);
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });
}
