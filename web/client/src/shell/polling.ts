/** Where no WebSocket can open, the client fetches the open page every 15 seconds to keep it current. */

import type { State } from "../../wamp/index.js";
import { reload } from "../pages/reload.js";
import { connection } from "../session.js";
import { polling } from "./indicator.js";

/** Failed attempts before polling begins, and the time between two polls (milliseconds, plus or minus a fifth). */
const TRIES = 3;
const PERIOD = 15_000;

let timer: ReturnType<typeof setTimeout> | undefined;

export function start(): void {
  connection.watch(decide);
}

function decide(state: State): void {
  if (state.is === "joined") stop();
  else if (state.is === "waiting" && state.attempts >= TRIES && timer === undefined) void poll();
}

async function poll(): Promise<void> {
  timer = setTimeout(() => void poll(), PERIOD * (0.8 + 0.4 * Math.random()));
  if (document.hidden) return;
  const works = await reload(true);
  if (timer !== undefined) polling(works);
}

function stop(): void {
  clearTimeout(timer);
  timer = undefined;
  polling(false);
}
