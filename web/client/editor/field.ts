/**
 * The form's own field behind the editor. Its value is always the editor's text, so that sending, drafts, previews and
 * conflicts work as with a plain form; and what a script puts into the field appears in the editor.
 */

import { drawn } from "./drawn.js";

const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!;

const OWN = ["value", "focus", "selectionStart", "selectionEnd", "setRangeText"] as const;

export class Field {
  #cancel: (() => void) | undefined;

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
        get: () => get!.call(area),
        set: (text: string) => (set!.call(area, text), taken(this.text)),
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
    return get!.call(this.area) as string;
  }

  /** Store the editor's text, and announce it once for all changes of a frame, when that has been drawn. */
  write(text: string): void {
    this.show(text);
    this.#cancel ??= drawn(() => ((this.#cancel = undefined), this.announce()));
  }

  /** Store the editor's text, which is no news. A text that is stored elsewhere is nothing that the form has to send. */
  show(text: string): void {
    set!.call(this.area, text);
    if (this.stored && this.area.defaultValue !== text) this.area.defaultValue = text;
  }

  /** Announce what is not announced yet: the form is about to be sent, or the page to be left. */
  flush(): void {
    if (!this.#cancel) return;
    this.#cancel();
    this.#cancel = undefined;
    this.announce();
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
