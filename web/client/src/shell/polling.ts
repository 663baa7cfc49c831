/** Where no WebSocket can open, the client fetches the open page regularly; the code for it is loaded when needed. */

import { connection } from "../session.js";

/** Failed attempts before polling begins. */
const TRIES = 3;

export function start(): void {
  connection.watch((state) => {
    if (state.is !== "waiting" || state.attempts < TRIES) return;
    // If the code cannot be loaded now, the next attempt tries again.
    import("./poller.js").then(({ poll }) => poll(), () => undefined);
  });
}
