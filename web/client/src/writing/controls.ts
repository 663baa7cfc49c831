/** Small parts of what scripts add to pages: icons and buttons. */

import { parse } from "../document/parse.js";

/** An icon of the sprite, for the eyes alone. */
export function icon(name: string): Element {
  return parse(`<svg class="icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`).firstElementChild as Element;
}

/** A quiet button with an icon and words. */
export function button(name: string, words: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  Object.assign(element, { type: "button", className: "quiet" });
  element.append(icon(name), words);
  element.addEventListener("click", act);
  return element;
}

/** A button that is only an icon, a cross; `words` are read aloud. */
export function closing(words: string, act: () => void): HTMLButtonElement {
  const element = button("x", "", act);
  element.ariaLabel = words;
  return element;
}

/** Let somebody choose files of their device. */
export function choose(act: (files: File[]) => void): void {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.addEventListener("change", () => act([...(field.files ?? [])]));
  field.click();
}
