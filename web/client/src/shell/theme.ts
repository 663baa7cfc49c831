/** The light or dark theme: the reader's choice, or the system's setting. */

import { part } from "../document/elements.js";

const KEY = "theme";
const root = document.documentElement;

export function start(): void {
  apply(stored());
  const button = part("theme");
  button?.removeAttribute("hidden");
  button?.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    apply(theme);
    localStorage.setItem(KEY, theme);
  });
}

/** The stored theme, or null. A browser that blocks storage for this site throws. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function apply(theme: string | null): void {
  if (theme) root.dataset["theme"] = theme;
}

function isDark(): boolean {
  return root.dataset["theme"] ? root.dataset["theme"] === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
