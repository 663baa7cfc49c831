/** A button on each block of code that copies it; loaded when a page has code. */

import { WORDS } from "./words.js";

const LOOK = "float:inline-end;position:sticky;inset-inline-end:0;min-height:0;padding:.25em .75em;background:var(--sunk)";

const sheet = new CSSStyleSheet(); // not in site.css, which all load, and no attribute, which the policy would forbid
sheet.replaceSync(`pre.code>button{${LOOK}}`);
document.adoptedStyleSheets.push(sheet);

/** Give each block of code inside an element its button; a rendering that comes later takes it away, and is offered. */
export function offer(inside: ParentNode): void {
  if (!navigator.clipboard) return; // on plain HTTP
  for (const block of inside.querySelectorAll("pre.code"))
    if (!block.querySelector("button")) block.prepend(button(block as HTMLElement));
}

function button(block: HTMLElement): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: WORDS.copy });
  made.className = "button quiet"; // what has this class is not printed
  made.addEventListener("click", () => {
    const say = (words: string) => (made.textContent = words);
    navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? "").then(
      () => say(WORDS.copied),
      () => say(WORDS.failed),
    );
  });
  made.addEventListener("blur", () => (made.textContent = WORDS.copy));
  return made;
}
