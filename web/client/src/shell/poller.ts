/** Fetches the open page every 15 seconds to keep it current, until the window is joined. */

import { renew } from "../pages/navigation.js";
import { reload } from "../pages/reload.js";
import { connection } from "../session.js";
import { polling } from "./indicator.js";

/** The time between two polls (milliseconds, plus or minus a fifth). */
const PERIOD = 15_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Poll from now on, unless we do already. */
export function poll(): void {
  if (timer === undefined && !connection.joined) void pollOnce();
}

connection.watch(({ is }) => is === "joined" && stop());

async function pollOnce(): Promise<void> {
  timer = setTimeout(() => void pollOnce(), PERIOD * (0.8 + 0.4 * Math.random()));
  if (document.hidden) return;
  const works = await reload(true);
  if (timer !== undefined) polling(works);
  else renew(); // it was asked for before the window joined, so it may show a site that was still starting
}

function stop(): void {
  clearTimeout(timer);
  timer = undefined;
  polling(false);
}
