/** `<courant-editor>`: stands around a form's text field, and puts the editor in its place while the page is open. */

import { Desk } from "./desk.js";
import { localSource, sharedSource } from "./source.js";
import type { Site } from "./site.js";

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

  /** Until the shared text is there, and where it is not for this writer, the form has its plain field. */
  async #share(area: HTMLTextAreaElement, module: string, name: string, closed: AbortSignal): Promise<void> {
    const source = await sharedSource(site, module, name, closed).catch(() => localSource(area.value));
    if (!closed.aborted) new Desk(this, area, site, source, closed);
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
