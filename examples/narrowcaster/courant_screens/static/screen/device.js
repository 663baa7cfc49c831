/** What makes a browser a screen: a secret of its own, no pointer, no dialogs, and a display that does not go dark. */

/** The secret of this device for a screen, which it keeps for good. */
export function secret(screen) {
  const name = `screens${screen}`;
  const known = read(name);
  if (/^[0-9a-f]{64}$/.test(known ?? "")) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const made = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  memory.set(name, made);
  try {
    localStorage.setItem(name, made);
  } catch {
    // A browser that keeps nothing is paired again when it starts.
  }
  return made;
}

const memory = new Map();

function read(name) {
  try {
    return localStorage.getItem(name) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
}

/** Nothing may cover a screen, or wait for somebody to press a button. */
export function quieten(cover) {
  for (const dialog of ["alert", "confirm", "prompt", "print"]) window[dialog] = () => undefined;
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
  for (const other of document.body.children) other.inert = other !== cover;
  cover.addEventListener("click", () => document.documentElement.requestFullscreen?.().catch(() => undefined));
  document.addEventListener("visibilitychange", stayAwake);
  void stayAwake();
}

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => undefined);
}
