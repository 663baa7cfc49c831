/** The toolbar: one stop for Tab, in which the arrow keys move, as WAI-ARIA describes toolbars. */

import { icon, type Icon } from "./icons.js";

export interface Tool {
  readonly icon: Icon;
  readonly label: string;
  /** A shortcut as CodeMirror writes it, such as "Mod-b". */
  readonly key?: string;
  /** What a tool that can be on does; without it the button has no pressed state. */
  readonly pressed?: () => boolean;
  readonly disabled?: () => boolean;
  act(): void;
}

const MAC = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

export class Toolbar {
  readonly element = document.createElement("div");
  readonly #buttons: HTMLButtonElement[];
  readonly #tools: readonly Tool[];

  constructor(groups: readonly (readonly Tool[])[], label: string) {
    this.element.className = "tools";
    this.element.role = "toolbar";
    this.element.ariaLabel = label;
    this.#tools = groups.flat();
    for (const tools of groups) {
      const group = this.element.appendChild(document.createElement("div"));
      group.append(...tools.map(button));
    }
    this.#buttons = [...this.element.querySelectorAll("button")];
    this.#stop(0);
    this.element.addEventListener("keydown", (event) => this.#move(event));
    this.element.addEventListener("focusin", ({ target }) => this.#stop(this.#buttons.indexOf(target as HTMLButtonElement)));
  }

  /** Show which tools are on, and which can do nothing now. */
  refresh(): void {
    for (const [index, { pressed, disabled }] of this.#tools.entries()) {
      const button = this.#buttons[index]!;
      if (pressed) button.ariaPressed = String(pressed());
      if (disabled) button.ariaDisabled = String(disabled());
    }
  }

  focus(): void {
    this.#buttons.find(({ tabIndex }) => tabIndex === 0)?.focus();
  }

  #stop(at: number): void {
    for (const [index, button] of this.#buttons.entries()) button.tabIndex = index === at ? 0 : -1;
  }

  #move(event: KeyboardEvent): void {
    const at = this.#buttons.indexOf(event.target as HTMLButtonElement);
    const step = getComputedStyle(this.element).direction === "rtl" ? -1 : 1;
    const last = this.#buttons.length - 1;
    const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#buttons.at(to > last ? 0 : to)?.focus();
  }
}

function button(tool: Tool): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.ariaLabel = tool.label;
  element.append(icon(tool.icon));
  const tip = element.appendChild(document.createElement("span"));
  tip.className = "tip";
  tip.ariaHidden = "true";
  tip.textContent = tool.key ? `${tool.label} (${shown(tool.key)})` : tool.label;
  if (tool.key) element.setAttribute("aria-keyshortcuts", tool.key.replace("Mod", MAC ? "Meta" : "Control").replaceAll("-", "+"));
  // The text keeps its selection, and a phone its keyboard.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", () => element.ariaDisabled === "true" || tool.act());
  return element;
}

function shown(key: string): string {
  const parts = key.split("-").map((part) => (part.length === 1 ? part.toUpperCase() : part));
  return MAC
    ? parts.map((part) => ({ Mod: "⌘", Shift: "⇧", Alt: "⌥" })[part] ?? part).join("")
    : parts.map((part) => ({ Mod: "Ctrl" })[part] ?? part).join("+");
}
