/** Signing in or out in one window concerns all windows of this browser: each reconnects, and is let in as who it now is. */

import { refresh } from "../pages/navigation.js";
import { reload } from "../pages/reload.js";
import { connection, onJoin, who } from "../session.js";

const channel = new BroadcastChannel("courant-identity");
/** Identities that we have already tried to become, so that two windows that cannot agree do not go on for ever. */
const tried = new Set<string>();

export function start(): void {
  onJoin((welcome, changed) => {
    tried.add(who(welcome));
    channel.postMessage(who(welcome));
    if (changed) void become();
  });
  channel.addEventListener("message", ({ data }) => {
    if (tried.has(data as string)) return;
    tried.clear();
    tried.add(data as string);
    connection.reconnect();
  });
}

/** The page may be another one for this person, and so may the account menu around it. */
async function become(): Promise<void> {
  await reload();
  await refresh();
}
