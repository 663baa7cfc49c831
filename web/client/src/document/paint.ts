/** Puts off what need not be done before the reader sees a change. */

/** A hidden window paints nothing: what is put off is done after this time (milliseconds). */
const LATEST = 100;

const waiting = new Set<() => void>();

/** Call `act` once the changes made until now are painted; asking for it again until then changes nothing. */
export function afterPaint(act: () => void): void {
  if (waiting.size === 0) {
    requestAnimationFrame(() => setTimeout(run));
    setTimeout(run, LATEST);
  }
  waiting.add(act);
}

function run(): void {
  for (const act of waiting) queueMicrotask(act); // one that fails does not stop the others
  waiting.clear();
}
