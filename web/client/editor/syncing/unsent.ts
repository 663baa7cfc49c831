/**
 * Keeps what somebody has typed and the service has not stored yet on their own device: it outlasts a reload, a crash, a
 * closed tab and days without a connection. Kept by person and document, for two months.
 */

const NAME = "courant-unsent";
const STORE = "updates";
/** How long they are kept (milliseconds): as long as the service merges words of an earlier document. */
const LONGEST = 61 * 24 * 3600 * 1000;

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

  /** Keep an update that was typed in the document of this epoch. */
  add(epoch: number, update: Uint8Array): Kept {
    const entry: Entry = { key: this.key, epoch, update, at: Date.now(), path: location.pathname };
    this.#waiting += 1;
    const id = stored(entry).then((key) => this.#note(false, key), () => this.#note(true, undefined));
    return { id, epoch, update };
  }

  /** The service has stored these. */
  async drop(all: readonly Kept[]): Promise<void> {
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
