/** What the editor needs of the page around it, besides the session. */

import type { Link } from "./link.js";

export interface Site extends Link {
  call(procedure: string, fields: { readonly [name: string]: unknown }, options?: { signal?: AbortSignal }): Promise<any>;
  /** The name of the person who writes; "" if the window is not joined. */
  person(): string;
  /**
   * Stores a file for a module; `progress` is called with the part that has arrived, up to 1. Rejects with a sentence for
   * people, or if `signal` stops it.
   */
  upload(file: File, module: string, progress: (part: number) => void, signal: AbortSignal): Promise<Stored>;
  /** Shows a sentence at the edge of the window. */
  say(text: string, tone: "good" | "bad"): unknown;
  /** Parses HTML into a document of its own, in which nothing runs and nothing is loaded. */
  parsed(html: string): Document;
}

/** A stored file, and how a text shows it; "" if the editor is to write that. */
export interface Stored {
  readonly path: string;
  readonly markdown: string;
}
