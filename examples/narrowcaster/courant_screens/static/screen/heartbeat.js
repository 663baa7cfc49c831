/** Reports every ten seconds what the screen shows. If nobody answers, it asks less and less often, at least every minute. */

import { clock } from "./clock.js";

const EVERY = 10_000;
const RAREST = 60_000;
const PATIENCE = 15_000;
const SOON = 300;

export function heartbeat({ report, send, heard, refused }) {
  let timer;
  let failures = 0;
  let busy = false;
  let again = false;

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(beat, wait);
  }

  async function beat() {
    if (busy) return void (again = true);
    busy = true;
    const asked = Date.now();
    try {
      const answer = await Promise.race([send(report()), silence()]);
      clock.learn(answer.time, asked);
      failures = 0;
      heard(answer);
    } catch (error) {
      failures += 1;
      if (error?.uri === "courant.error.not_found") refused();
    }
    busy = false;
    later(again && !failures ? SOON : pause(failures));
    again = false;
  }

  addEventListener("online", () => later(SOON));
  void beat();
  return { soon: () => later(SOON) };
}

/** Longer after each failure, and never the same for all screens. */
function pause(failures) {
  const wait = Math.min(EVERY * 2 ** Math.max(failures - 1, 0), RAREST);
  return failures ? wait * (0.75 + Math.random() / 4) : wait;
}

function silence() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("nobody answers")), PATIENCE));
}
