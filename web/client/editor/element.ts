/** `<courant-editor>`: stands around a form's text field, and puts the editor in its place while the page is open. */

import { Desk } from "./desk.js";
import { localSource, sharedSource, type Source } from "./source.js";
import type { Site } from "./site.js";

/** What is open, and what closes it. */
interface Shown {
  readonly source: Source;
  readonly end: AbortController;
}

let site: Site;

export function useSite(given: Site): void {
  site = given;
}

export class CourantEditor extends HTMLElement {
  #open: AbortController | undefined;

  connectedCallback(): void {
    const area = this.querySelector("textarea");
    if (this.#open || !area) return;
    this.#open = new AbortController();
    const { module, document: name } = this.dataset;
    if (module && name) void this.#share(area, module, name, this.#open.signal);
    else new Desk(this, area, site, localSource(area.value), this.#open.signal);
  }

  /**
   * Until the shared text is there, and where it is not for this writer, the form has its plain field. `old` shows a text
   * that was begun anew: it stays until everything in it is stored, and the writer goes on at the same place.
   */
  async #share(area: HTMLTextAreaElement, module: string, name: string, closed: AbortSignal, old?: Shown): Promise<void> {
    const end = new AbortController();
    closed.addEventListener("abort", () => end.abort());
    let shown: Shown | undefined;
    const anew = () => void this.#share(area, module, name, closed, shown);
    const source = await sharedSource(site, module, name, end.signal, anew).catch(() => !old && localSource(area.value));
    const stored = !old || !source || (await followed(old.source, source));
    if (!source || !stored || closed.aborted) return end.abort();
    const [focused, words, at] = [this.matches(":focus-within"), area.value, area.selectionStart];
    old?.end.abort();
    const desk = new Desk(this, area, site, source, end.signal);
    shown = { source, end };
    if (old && focused) desk.focus(words, at);
  }

  /** An element that is moved comes back at once, and keeps its editor. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#open?.abort();
      this.#open = undefined;
    });
  }
}

/** Whether all that was written in `old` is stored, and in `fresh`, too: the caret finds its place only among words that are there. */
async function followed(old: Source, fresh: Source): Promise<boolean> {
  try {
    do {
      await old.saved();
      await fresh.catchUp();
    } while (old.sends());
    return true;
  } catch {
    return false;
  }
}
