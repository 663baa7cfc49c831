/**
 * The form's own field behind the editor. Its value is always the editor's text, so that sending, drafts, previews and
 * conflicts work as with a plain form; and what a script puts into the field appears in the editor.
 */

import { drawn } from "./drawn.js";

const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!;
const { get: began, set: begin } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "defaultValue")!;

/** How long the writer must pause before a text that is stored elsewhere is in the field (milliseconds). */
const PAUSE = 200;

const OWN = ["value", "defaultValue", "focus", "selectionStart", "selectionEnd", "setRangeText"] as const;

export class Field {
  #cancel: (() => void) | undefined;
  /** The editor's text while the field has an earlier one. */
  #waiting: (() => string) | undefined;

  /**
   * `taken` is called with each text that a script puts into the field, `edited` with one in which a script has changed a
   * part; `selected` is where the caret is.
   */
  constructor(
    readonly area: HTMLTextAreaElement,
    taken: (text: string) => void,
    edited: (text: string) => void,
    focus: () => void,
    selected: () => { readonly from: number; readonly to: number },
    readonly stored: boolean,
  ) {
    Object.defineProperties(area, {
      value: {
        configurable: true,
        get: () => this.text,
        set: (text: string) => ((this.#waiting = undefined), set!.call(area, text), taken(this.text)),
      },
      defaultValue: {
        configurable: true,
        get: () => this.#waiting?.() ?? began!.call(area),
        set: (text: string) => begin!.call(area, text),
      },
      focus: { configurable: true, value: focus },
      selectionStart: { configurable: true, get: () => selected().from },
      selectionEnd: { configurable: true, get: () => selected().to },
      setRangeText: {
        configurable: true,
        value: (words: string, from: number, to: number) =>
          edited(this.text.slice(0, from) + words + this.text.slice(to)),
      },
    });
  }

  /** The text, with "\n" between its lines. */
  get text(): string {
    return this.#waiting?.() ?? (get!.call(this.area) as string);
  }

  /**
   * Store the editor's text, and announce it once for all changes of a frame, when that has been drawn. A text that is
   * stored elsewhere waits until the writer pauses: what the form begins with is a part of the page, so each change of it
   * costs the style of half of the page before the letter is drawn. Until then, scripts read it here.
   */
  write(text: () => string): void {
    if (this.stored) return this.#later(text);
    this.show(text());
    this.#cancel ??= drawn(() => ((this.#cancel = undefined), this.announce()));
  }

  /** Store the editor's text, which is no news. A text that is stored elsewhere is nothing that the form has to send. */
  show(text: string): void {
    this.#waiting = undefined;
    set!.call(this.area, text);
    if (this.stored && began!.call(this.area) !== text) begin!.call(this.area, text);
  }

  /** Store and announce what is not yet: the writer pauses, the form is about to be sent, or the page to be left. */
  flush(): void {
    if (!this.#cancel) return;
    this.#cancel();
    this.#cancel = undefined;
    if (this.#waiting) this.show(this.#waiting());
    this.announce();
  }

  #later(text: () => string): void {
    this.#waiting = text;
    this.#cancel?.();
    const timer = setTimeout(() => this.flush(), PAUSE);
    this.#cancel = () => clearTimeout(timer);
  }

  announce(): void {
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Make it a plain field again. */
  release(): void {
    this.flush();
    for (const name of OWN) delete (this.area as unknown as Record<string, unknown>)[name];
  }
}
