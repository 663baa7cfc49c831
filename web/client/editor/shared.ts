/** A text that several people write at once: a Yjs document that follows its service, and what became of one's own words. */

import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Link } from "./link.js";
import { Copy } from "./syncing/copy.js";
import type { Place } from "./syncing/unsent.js";
import { Service } from "./syncing/wire.js";

/**
 * What became of one's own words. `saved`: the service has stored all of them. `saving`: on their way. `offline`: there
 * is no connection; they are kept on this device and sent later. `refused`: the service does not accept them (any
 * more); they are kept on this device, and can be copied. `connecting`: the text has not arrived yet.
 */
export type Status = "saved" | "saving" | "offline" | "refused" | "connecting";

export interface Person {
  readonly name: string;
  /** Of the colour of their caret, in degrees. */
  readonly hue: number;
}

export interface Shared {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  /** Who writes where; other people's states come and go with their windows. */
  readonly awareness: Awareness;
  readonly status: Status;
  /** Why it is refused, in the service's words; "" otherwise. */
  readonly reason: string;
  /** What was typed here earlier and fits into the text no more, since it was begun anew too long ago; "" normally. */
  readonly misfits: string;
  /** Where what is not saved is: on the device it outlasts a closed window. */
  readonly place: Place;
  /** Calls `act` at every change of status, until the returned function is called. */
  onStatus(act: (status: Status) => void): () => void;
  /** Resolves when the text is there; rejects if the service gives it to nobody, or not to this person. */
  readonly ready: Promise<void>;
  /** Resolves once everything written so far is stored in the service, at once if it is; rejects if it is refused. */
  saved(): Promise<void>;
  /** Resolves when all is here that the service had stored before; without a connection, once it was tried. */
  catchUp(): Promise<void>;
  close(): void;
}

/**
 * Opens the document of a module, such as `page-12` of the wiki, for a person. `anew` is called if the service begins it
 * anew: this text then sends what is typed into it, but receives nothing, and should be replaced by one that is opened now.
 */
export function open(link: Link, module: string, document: string, person: Person, anew: () => void): Shared {
  return new Copy(new Service(link, module, document), person, anew);
}
