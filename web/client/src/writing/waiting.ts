/**
 * Words that were typed in the editor without a connection, and whose page is not open any more: they are sent by the next
 * window of the same person that is joined, and its notice says what became of them.
 */

import { connection, onJoin } from "../session.js";
import { load } from "./editor.js";
import { say } from "./notices.js";
import { person } from "./person.js";
import { WORDS } from "./words.js";

/** Where the editor keeps them (`editor/syncing/unsent.ts`). */
const [NAME, STORE] = ["courant-unsent", "updates"];

export function start(): void {
  onJoin(look);
  if (connection.joined) look();
}

function look(): void {
  if (person()) send().catch(() => undefined); // the next window tries again
}

async function send(): Promise<void> {
  if (await waits(person())) await (await load()).catchUp(tell);
}

/** Whether this device has words of theirs. A browser that keeps nothing has none. */
async function waits(name: string): Promise<boolean> {
  const all = await indexedDB.databases();
  if (!all.some((one) => one.name === NAME)) return false;
  const database = (await done(indexedDB.open(NAME))) as IDBDatabase;
  const entries = await done(database.transaction(STORE).objectStore(STORE).getAll());
  database.close();
  return (entries as { key: string }[]).some(({ key }) => key.startsWith(`${name} `));
}

function done(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });
}

function tell(path: string, why: string): void {
  const notice = why ? say(WORDS.waits(why), "bad") : say(WORDS.sent);
  if (path) notice.querySelector("button")?.before(Object.assign(document.createElement("a"), { href: path, textContent: WORDS.open }));
}
