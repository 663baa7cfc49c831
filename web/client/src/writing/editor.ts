/** Loads the editor when a page has an element for it: nobody else downloads it. Until then, or without it, forms are plain. */

import { onRender } from "../document/elements.js";
import { parsePage } from "../document/parse.js";
import { inWords } from "./failures.js";
import { call, connection } from "../session.js";
import { say } from "./notices.js";
import { person } from "./person.js";

let loading: Promise<typeof import("#editor")> | undefined;

export function start(): void {
  onRender((inside) => {
    if (inside.matches("courant-editor") || inside.querySelector("courant-editor")) load().catch(() => undefined);
  });
}

/** The editor's code, started; rejects if it cannot be loaded now. */
export function load(): Promise<typeof import("#editor")> {
  loading ??= import("#editor").then(
    (editor) => (editor.start(call, listen, onJoin, onLeave, () => connection.joined, person, say, upload, parsePage), editor),
    (error) => {
      loading = undefined; // the next page tries again
      throw error;
    },
  );
  return loading;
}

function listen(topic: string, act: (fields: any) => void) {
  return connection.listen(topic, ({ kwargs }) => act(kwargs));
}

function onJoin(act: () => void) {
  return connection.watch(({ is }) => is === "joined" && act());
}

function onLeave(act: () => void) {
  return connection.watch(({ is }) => is !== "joined" && act());
}

async function upload(file: File, module: string, progress: (part: number) => void, signal: AbortSignal) {
  const uploads = await import("./uploads.js");
  return uploads.upload(file, { module, progress, signal }).catch((error: Error) => {
    throw new Error(inWords(error));
  });
}
