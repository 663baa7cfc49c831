/**
 * Uploads a file in pieces over the socket. After a lost connection, or while the service is away, it asks how much has
 * arrived and goes on from there.
 */

import { ConnectionLost, TimedOut, WampError } from "../../wamp/index.js";
import { ABSENT, GONE } from "../contract.js";
import { call, connection } from "../session.js";

/** What a module answers for a stored file; a picture has a size in pixels. */
export interface Uploaded {
  readonly path: string;
  readonly name: string;
  readonly title: string;
  readonly markdown: string;
  readonly content_type: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** `module` is the one whose text will show the file; `progress` is called with the part that has arrived, up to 1. */
export interface Options {
  readonly module: string;
  readonly progress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

interface State {
  readonly upload: string;
  readonly offset: number;
  readonly piece: number;
}

/** How long an upload waits for the site, without a sign of it (milliseconds). */
const PATIENCE = 300_000;
/** How long one call may take; a large picture is decoded and written again (milliseconds). */
const SLOW = 90_000;
const AGAIN = 1_000;
const PASSING = [ABSENT, GONE, "courant.error.unavailable"];

/** The stored file. Rejects with the reason of `signal`, or as a call does: with a sentence for people if it is refused. */
export async function upload(file: File, { module, progress, signal }: Options): Promise<Uploaded> {
  const uri = `courant.${module}.upload.`;
  const ask = <T>(verb: string, fields: Record<string, unknown>) => persistently<T>(uri + verb, fields, signal);
  let state = await ask<State>("begin", { name: file.name || "picture", size: file.size });
  while (state.offset < file.size) {
    const data = new Uint8Array(await file.slice(state.offset, state.offset + state.piece).arrayBuffer());
    state = await ask<State>("put", { upload: state.upload, offset: state.offset, data });
    progress?.(state.offset / file.size);
  }
  return ask<Uploaded>("finish", { upload: state.upload });
}

/** Call until there is an answer. Each of the calls may be repeated: a piece that has arrived changes nothing. */
async function persistently<T>(procedure: string, fields: Record<string, unknown>, signal?: AbortSignal): Promise<T> {
  let until = Date.now() + PATIENCE;
  for (;;) {
    signal?.throwIfAborted();
    const joined = connection.joined;
    try {
      return await call<T>(procedure, fields, { timeout: SLOW, ...(signal && { signal }) });
    } catch (error) {
      signal?.throwIfAborted();
      if (joined) until = Math.max(until, Date.now() + AGAIN * 30);
      if (!isPassing(error as Error) || Date.now() > until) throw error;
    }
    await again(signal);
  }
}

function isPassing(error: Error): boolean {
  return error instanceof ConnectionLost || error instanceof TimedOut || (error instanceof WampError && PASSING.includes(error.uri));
}

/** Resolves after a short wait, earlier if the window joins or the upload is given up. */
function again(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => (unwatch(), clearTimeout(timer), resolve());
    const timer = setTimeout(go, AGAIN);
    const unwatch = connection.watch((state) => state.is === "joined" && setTimeout(go));
    signal?.addEventListener("abort", go, { once: true });
  });
}
