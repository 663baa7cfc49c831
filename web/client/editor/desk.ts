/** One open editor: the text, its tools, what became of the words, and the preview beside it. */

import type { CompletionSource } from "@codemirror/autocomplete";
import { ChangeSet, Compartment, EditorState, type Extension } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { UndoManager } from "yjs";
import { inserts, type Actions } from "./completing/inserts.js";
import { pages } from "./completing/pages.js";
import { people } from "./completing/people.js";
import { Field } from "./field.js";
import { Foot } from "./foot.js";
import { pasting } from "./pasting.js";
import { afterPaint } from "./painting.js";
import { choose, pictures, uploading } from "./pictures.js";
import { previewOf, Switch } from "./preview.js";
import { keepInStep } from "./scrolling.js";
import { bound } from "./sharing/binding.js";
import { carets } from "./sharing/carets.js";
import { difference, merged } from "./sharing/held.js";
import type { Site } from "./site.js";
import type { Source } from "./source.js";
import { dress } from "./styles.js";
import { open } from "./surface.js";
import { editTable } from "./tabling.js";
import { Toolbar } from "./toolbar.js";
import { groups } from "./tools.js";
import { WORDS } from "./words.js";

/** How long after a change the tools say what is at the caret (milliseconds). */
const MOMENT = 120;

export class Desk {
  readonly #root: ShadowRoot;
  readonly #form: HTMLFormElement | null;
  readonly #field: Field;
  readonly #foot = new Foot();
  readonly #view: EditorView;
  readonly #tools: Toolbar;
  readonly #undo: UndoManager;
  readonly #lock = new Compartment();
  readonly #actions: Actions;
  #switch: Switch | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** Whether the text has been on the screen: a long preview waits for that (`writing.css`). */
  #painted = false;
  /** The text with which the form was opened. */
  readonly #began: string;

  constructor(
    readonly host: HTMLElement,
    area: HTMLTextAreaElement,
    readonly site: Site,
    readonly source: Source,
    readonly closed: AbortSignal,
  ) {
    const focused = document.activeElement === area;
    const { text, awareness } = source;
    this.#form = area.form;
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    dress(this.#root);
    const typed = area.value;
    this.#began = area.defaultValue;
    this.#field = new Field(
      area,
      (words) => this.#adopt(words),
      (words) => this.#edit(words),
      () => this.#view.focus(),
      () => this.#view.state.selection.main,
      awareness !== null,
    );
    this.#undo = new UndoManager(text, { captureTimeout: 500, trackedOrigins: new Set() });
    const { plugin, extension } = bound(text, this.#undo);
    const surface = Object.assign(document.createElement("div"), { className: "surface" });
    this.#view = open({
      text,
      parent: surface,
      root: this.#root,
      label: area.labels[0]?.textContent.trim() || WORDS.text,
      description: WORDS.leave,
      completions: this.#completions(),
      extensions: [extension, awareness ? carets(awareness, plugin) : [], this.#lock.of([]), pasting(site), this.#pictures()],
      changed: (update) => this.#changed(update),
      save: () => this.#save(),
    });
    this.#actions = {
      table: () => editTable(this.#view, this.#root, this.#view.plugin(plugin)!),
      picture: () => choose(this.#view, site, host.dataset["media"] ?? ""),
    };
    this.#tools = new Toolbar(groups(this.#view, this.#undo, this.#actions), WORDS.toolbar);
    this.#attend(area);
    this.#lay(surface);
    if (awareness) this.#follow(typed);
    this.#settle();
    this.#refresh();
    if (focused) this.#view.focus();
    closed.addEventListener("abort", () => this.#close());
    this.#painted = host.hasAttribute("data-painted"); // by the editor that this one replaces
    afterPaint(() => closed.aborted || ((this.#painted = true), this.#mark()));
  }

  /** Let the writer go on at a place of the text as it was before. */
  focus(before: string, at: number): void {
    const change = difference(before, this.#view.state.doc.toString());
    const anchor = change ? ChangeSet.of(change, before.length).mapPos(at) : at;
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true });
    this.#view.focus();
  }

  #close(): void {
    clearTimeout(this.#settling);
    this.#field.release();
    this.#view.destroy();
    this.#undo.destroy();
    this.source.close();
    this.host.removeAttribute("data-open");
    this.#root.replaceChildren(document.createElement("slot"), Object.assign(document.createElement("slot"), { name: "field" }));
  }

  #lay(surface: HTMLElement): void {
    const preview = previewOf(this.#field.area);
    const head = Object.assign(document.createElement("div"), { className: "bar" });
    head.append(this.#tools.element);
    if (preview) {
      this.#switch = new Switch(this.host, preview, () => this.#view.focus());
      head.append(this.#switch.element);
      this.closed.addEventListener("abort", keepInStep(this.#view, preview));
    }
    // The form's own field is here, and not shown; what the form says of it is.
    const field = Object.assign(document.createElement("slot"), { name: "field" });
    this.#root.replaceChildren(document.createElement("slot"), head, surface, this.#foot.element, field);
    this.#mark();
  }

  #completions(): CompletionSource[] {
    const { pages: procedure } = this.host.dataset;
    const actions = { table: () => this.#actions.table(), picture: () => this.#actions.picture() };
    const path = () => this.#form?.querySelector<HTMLInputElement>("[name=path]")?.value ?? "";
    return [...(procedure ? [pages(this.site, procedure, path)] : []), people(this.source.awareness), inserts(actions)];
  }

  #pictures(): Extension {
    const { media } = this.host.dataset;
    return media ? pictures(this.site, media) : [];
  }

  /** The page's own changes remove what the page does not know. */
  #mark(): void {
    this.host.toggleAttribute("data-open", true);
    if (this.#painted) this.host.toggleAttribute("data-painted", true);
    this.#switch?.mark();
    for (const label of [...this.#field.area.labels]) label.removeAttribute("for"); // the editor has its words
    this.#field.area.toggleAttribute("data-shared", this.source.awareness !== null);
  }

  /** Follow what happens to the form. */
  #attend(area: HTMLTextAreaElement): void {
    const signal = this.closed;
    this.#form?.addEventListener("submit", (event) => this.#submit(event), { capture: true, signal });
    this.#form?.addEventListener("reset", () => (this.#field.flush(), queueMicrotask(() => this.#adopt(this.#field.text))), { signal });
    addEventListener("pagehide", () => this.#field.flush(), { signal });
    for (const label of area.labels) label.addEventListener("click", () => this.#view.focus(), { signal });
    document.addEventListener("courant:render", ({ target }) => this.#drawn(target), { signal });
    const watch = new MutationObserver(() => this.#judge(area));
    watch.observe(area, { attributeFilter: ["aria-invalid", "aria-describedby", "data-shared"] });
    watch.observe(this.host, { attributeFilter: ["data-open"] });
    signal.addEventListener("abort", () => watch.disconnect());
  }

  /** The page has changed around the editor; a form that is new has a preview of the text that was saved. */
  #drawn(target: EventTarget | null): void {
    this.#mark();
    if (target === this.#form && this.source.awareness) this.#field.announce();
  }

  /** Several people write: what was typed before the text was there is put into it, and the form's text does not count. */
  #follow(typed: string): void {
    const signal = this.closed;
    const text = this.#view.state.doc.toString();
    const changes = merged(this.#began, typed, text);
    if (text !== typed || text !== this.#began) this.#field.show(text); // a browser needs long for a long one
    if (changes) this.#view.dispatch({ changes });
    const share = ({ formData }: FormDataEvent) => this.source.accepts() && formData.set("shared", "true");
    this.#form?.addEventListener("formdata", share, { signal });
    this.source.onState(() => this.#refresh());
  }

  /** Show on the editor what the form says of its field. */
  #judge(area: HTMLTextAreaElement): void {
    if (this.closed.aborted) return;
    this.#mark();
    const wrong = area.getAttribute("aria-invalid") === "true";
    const list = [...(area.getAttribute("aria-describedby")?.split(" ") ?? [])].map((id) => document.getElementById(id));
    const message = list.find((one) => one?.dataset["error"] !== undefined)?.textContent ?? "";
    this.#view.contentDOM.ariaInvalid = String(wrong);
    this.#view.contentDOM.ariaDescription = wrong ? message : WORDS.leave;
  }

  /**
   * A script has put words into the field: they are the editor's, too, with what stays the same left in place. A shared
   * text is newer than what the page brings; only words that were written without it are put into it.
   */
  #adopt(words: string): void {
    const text = this.#view.state.doc.toString();
    const stored = this.source.awareness !== null;
    const fresh = stored && words === this.#field.area.defaultValue;
    const changes = fresh ? null : stored ? merged(this.#began, words, text) : difference(text, words);
    if (changes) this.#view.dispatch({ changes });
    else if (stored) this.#field.show(text);
  }

  /** A script has changed a part of the field's text. */
  #edit(words: string): void {
    const changes = difference(this.#view.state.doc.toString(), words);
    if (changes) this.#view.dispatch({ changes });
  }

  #changed({ docChanged, selectionSet }: ViewUpdate): void {
    if (docChanged) this.#field.write(() => this.#view.state.doc.toString());
    if (docChanged || selectionSet) this.#refresh();
  }

  /** The tools and the number of words follow when the letters have been on the screen for a moment. */
  #settle(): void {
    this.#settling = undefined;
    if (this.closed.aborted) return;
    this.#tools.refresh();
    this.#foot.count(() => this.#field.text, "long" in this.host.dataset);
  }

  #refresh(): void {
    const { area } = this.#field;
    const { words, tone } = this.source.state();
    this.#settling ??= setTimeout(() => this.#settle(), MOMENT);
    if (this.source.awareness) this.#foot.say(words, tone);
    else this.#foot.say(area.value === area.defaultValue ? "" : WORDS.unsent);
    if (this.source.awareness) this.#form?.toggleAttribute("data-dirty", this.source.atRisk());
    if (this.#view.state.readOnly === this.source.accepts()) this.#lockWhileRefused();
  }

  /** An update may not make another at once. */
  #lockWhileRefused(): void {
    queueMicrotask(() => {
      if (this.closed.aborted) return;
      this.#view.dispatch({ effects: this.#lock.reconfigure(EditorState.readOnly.of(!this.source.accepts())) });
    });
  }

  #save(): void {
    this.#field.flush();
    this.#form?.requestSubmit(this.#form.querySelector<HTMLElement>('button[aria-keyshortcuts~="Control+S"]'));
  }

  /**
   * A form is not sent while a file of its text is on its way. A shared text is sent by itself: the form waits until all of
   * it is stored. Offline, the form says so.
   */
  #submit(event: SubmitEvent): void {
    this.#field.flush();
    const early = uploading(this.#view);
    if (!early && !this.source.sends()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (early) return void this.site.say(WORDS.early, "bad");
    const again = () => this.#form?.requestSubmit(event.submitter);
    void this.source.saved().then(again, again);
  }
}
