/** Which texts are open, in any window of this browser: a lock that goes with its window. */

/** Hold a text until the returned function is called. Only pages over HTTPS, or of this computer, have locks. */
export function hold(key: string): () => void {
  const { locks } = navigator as Partial<Navigator>;
  const stop = new AbortController();
  const closed = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  locks?.request(nameOf(key), { mode: "shared", signal: stop.signal }, () => closed).catch(() => undefined);
  return () => stop.abort();
}

/** Do something with a text that no window has open; nothing happens if one has. */
export async function alone(key: string, act: () => Promise<void>): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) return act();
  await locks.request(nameOf(key), { ifAvailable: true }, (lock) => (lock ? act() : undefined));
}

function nameOf(key: string): string {
  return `courant-text ${key}`;
}
