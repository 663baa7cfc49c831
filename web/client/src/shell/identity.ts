/** After sign-in or sign-out in one window, all windows of this browser reconnect under the new identity. */

import { refresh } from "../pages/navigation.js";
import { reload } from "../pages/reload.js";
import { connection, onJoin, who } from "../session.js";

const channel = new BroadcastChannel("courant-identity");
/** Identities that we have already reconnected for, so that two windows that disagree cannot loop for ever. */
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

/** Update the page and the account menu, which may differ for this person. */
async function become(): Promise<void> {
  await reload();
  await refresh();
}
