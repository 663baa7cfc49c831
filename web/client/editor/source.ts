/** Where the editor's text comes from: from the form alone, or from a document that several people write at once. */

import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { open, type Shared, type Status } from "./shared.js";
import type { Site } from "./site.js";
import { WORDS } from "./words.js";

export interface Source {
  readonly text: Y.Text;
  /** Of the others; null if there are none. */
  readonly awareness: Awareness | null;
  /** What became of the words, or "" if the form knows it. */
  state(): { readonly words: string; readonly tone: string };
  /** Whether words would be lost with the window. */
  atRisk(): boolean;
  /** Whether the words are accepted. */
  accepts(): boolean;
  onState(act: () => void): void;
  /** Whether words are on their way, and the form has to wait for them. */
  sends(): boolean;
  /** Resolves when everything written so far is stored; at once for a text that the form sends. */
  saved(): Promise<void>;
  /** Resolves when all is here that others had stored before; at once for a text that nobody else has. */
  catchUp(): Promise<void>;
  close(): void;
}

/** A text that nobody else has, until the form is sent. */
export function localSource(words: string): Source {
  const text = new Y.Doc().getText("text");
  text.insert(0, words.replace(/\r\n?/g, "\n"));
  return {
    text,
    awareness: null,
    state: () => ({ words: "", tone: "" }),
    atRisk: () => false,
    accepts: () => true,
    onState: () => undefined,
    sends: () => false,
    saved: () => Promise.resolve(),
    catchUp: () => Promise.resolve(),
    close: () => text.doc!.destroy(),
  };
}

/**
 * The text of a document of a module; resolves when it is there. Rejects if the service gives it to nobody or not to us.
 * `anew` is called if it is begun anew.
 */
export async function sharedSource(site: Site, module: string, document: string, closed: AbortSignal, anew: () => void): Promise<Source> {
  await joined(site); // only then it is known who writes, whose words are on this device
  closed.throwIfAborted();
  const shared = open(site, module, document, { name: site.person(), hue: hueOf(site.person()) }, anew);
  closed.addEventListener("abort", () => shared.close());
  await shared.ready;
  if (shared.misfits) site.say(WORDS.misfits(shared.misfits), "bad");
  return {
    text: shared.text,
    awareness: shared.awareness,
    state: () => stateOf(shared),
    atRisk: () => shared.status === "refused" || (shared.status !== "saved" && shared.place === "nowhere"),
    accepts: () => shared.status !== "refused",
    onState: (act) => void shared.onStatus(act),
    sends: () => shared.status === "saving",
    saved: () => shared.saved(),
    catchUp: () => shared.catchUp(),
    close: () => shared.close(),
  };
}

function joined(site: Site): Promise<void> {
  return new Promise((resolve) => {
    if (site.joined()) return resolve();
    const stop = site.onJoin(() => (stop(), resolve()));
  });
}

const TONES: Partial<Record<Status, string>> = { saved: "good", offline: "warn", refused: "bad" };

const AWAY: Record<Shared["place"], string> = {
  "on the device": WORDS.offline,
  "on its way": WORDS.saving,
  nowhere: WORDS.unkept,
};

function stateOf({ status, reason, place }: Shared): { words: string; tone: string } {
  const words = {
    saved: WORDS.saved,
    saving: WORDS.saving,
    connecting: WORDS.saving,
    offline: AWAY[place],
    refused: WORDS.refused(reason),
  }[status];
  return { words, tone: TONES[status] ?? "" };
}

/** The colour of somebody's caret: the same in every window. */
function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 7);
}
