/** The light or dark theme: the reader's choice, or the system's setting. */

import { all, part } from "../document/elements.js";
import { root } from "../session.js";

export function start(): void {
  apply(stored());
  part("theme")?.removeAttribute("hidden");
  part("theme-menu")?.addEventListener("click", ({ target }) => {
    const button = (target as Element).closest("button");
    if (button) choose(button.value);
  });
}

function choose(theme: string): void {
  apply(theme);
  part("theme-menu")?.hidePopover();
  localStorage["theme"] = theme;
}

/** The stored theme; "" is the system's. A browser that blocks storage for this site throws. */
function stored(): string {
  try {
    return localStorage["theme"] ?? "";
  } catch {
    return "";
  }
}

function apply(theme: string): void {
  root.dataset["theme"] = theme;
  for (const button of all<HTMLButtonElement>("#theme-menu button")) button.ariaPressed = String(button.value === theme);
}
