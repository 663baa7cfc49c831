/** Puts off what the writer need not wait for. */

/** A hidden window paints nothing, and a busy one has no idle time: what is put off is done after this time (milliseconds). */
const LATEST = 1_000;

/** Call `act` once the changes made until now are painted and the window has nothing else to do. */
export function afterPaint(act: () => void): void {
  const done = new AbortController();
  done.signal.addEventListener("abort", act);
  const end = () => done.abort();
  setTimeout(end, LATEST);
  // Not every browser has idle time to give.
  requestAnimationFrame(() => setTimeout(() => ("requestIdleCallback" in globalThis ? requestIdleCallback(end) : end())));
}
