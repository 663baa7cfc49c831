/** The preview, which the page draws: beside the text on wide screens, in its place on small ones. */

import { icon, type Icon } from "./icons.js";
import { WORDS } from "./words.js";

/** The element in which a field's preview appears. */
export function previewOf(area: HTMLTextAreaElement): HTMLElement | null {
  const { previewInto } = area.dataset;
  return previewInto ? document.querySelector(previewInto) : (area.form?.querySelector("[data-preview-here]") ?? null);
}

/** Two buttons for small screens, of which one is pressed. */
export class Switch {
  readonly element = document.createElement("div");
  readonly #write = choice("pencil", WORDS.write);
  readonly #preview = choice("eye", WORDS.preview);

  constructor(
    readonly host: HTMLElement,
    readonly preview: HTMLElement,
    readonly focus: () => void,
  ) {
    this.element.className = "switch";
    this.element.append(this.#write, this.#preview);
    this.#write.addEventListener("click", () => (this.show(false), this.focus()));
    this.#preview.addEventListener("click", () => this.show(true));
    this.show(false);
  }

  /** The page's own changes remove what the page does not know. */
  mark(): void {
    Object.assign(this.preview, { tabIndex: 0, role: "group", ariaLabel: WORDS.preview }); // it scrolls by keyboard
    this.host.toggleAttribute("data-previewing", this.#preview.ariaPressed === "true");
  }

  show(preview: boolean): void {
    this.#write.ariaPressed = String(!preview);
    this.#preview.ariaPressed = String(preview);
    this.mark();
  }
}

function choice(name: Icon, label: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.append(icon(name), label);
  return button;
}
