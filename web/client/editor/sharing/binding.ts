/** Binds the window's text to a shared one: own changes go there at once, others' come as soon as they can be shown. */

import { Annotation, Transaction, type ChangeSet, type Extension } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin, type PluginValue, type ViewUpdate } from "@codemirror/view";
import * as Y from "yjs";
import { changeOf, Held } from "./held.js";

/** Marks a change that is in the shared text already. */
const shared = Annotation.define<true>();

/** The longest that others' changes wait for an input method, and how often to look (milliseconds). */
const LONGEST = 5_000;
const OFTEN = 40;

type Selection = readonly [anchor: Y.RelativePosition, head: Y.RelativePosition];

export class Binding implements PluginValue {
  readonly #held = new Held();
  readonly #observe = (event: Y.YTextEvent, { origin }: Y.Transaction) => origin !== this && this.#receive(event);
  readonly #added = ({ stackItem }: Stacked) => this.#before && !stackItem.meta.has(this) && stackItem.meta.set(this, this.#before);
  readonly #popped = ({ stackItem, type }: Stacked) => this.#restore(type === "undo" ? stackItem.meta.get(this) : undefined);
  #before: Selection | undefined;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly view: EditorView,
    readonly text: Y.Text,
    readonly undo: Y.UndoManager,
  ) {
    text.observe(this.#observe);
    undo.addTrackedOrigin(this);
    undo.on("stack-item-added", this.#added);
    undo.on("stack-item-popped", this.#popped);
  }

  update({ transactions }: ViewUpdate): void {
    for (const one of transactions) if (one.docChanged && !one.annotation(shared)) this.#send(one);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.text.unobserve(this.#observe);
    this.undo.off("stack-item-added", this.#added);
    this.undo.off("stack-item-popped", this.#popped);
    this.undo.removeTrackedOrigin(this);
  }

  /** A place of the window as one that stays with its words. */
  anchor(at: number): Y.RelativePosition {
    return Y.createRelativePositionFromTypeIndex(this.text, this.#held.toShared(at), -1);
  }

  /** Where such a place is now in the window; undefined if it is in no text that is here. */
  place(anchor: Y.RelativePosition): number | undefined {
    const found = Y.createAbsolutePositionFromRelativePosition(anchor, this.text.doc!);
    return found?.type === this.text ? Math.min(this.#held.toWindow(found.index), this.view.state.doc.length) : undefined;
  }

  #send(transaction: Transaction): void {
    const { anchor, head } = transaction.startState.selection.main;
    this.#before = [this.anchor(anchor), this.anchor(head)];
    const meant = this.#held.own(transaction.changes);
    this.text.doc!.transact(() => apply(meant, this.text), this);
    this.#before = undefined;
  }

  #receive({ delta, target }: Y.YTextEvent): void {
    const grown = delta.reduce((sum, { insert = "", delete: gone = 0 }) => sum + (insert as string).length - gone, 0);
    if (!this.#held.waits) this.#since = Date.now();
    this.#held.add(changeOf(delta, target.length - grown));
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#timer);
    if (this.view.composing && Date.now() - this.#since < LONGEST) {
      this.#timer = setTimeout(() => this.#show(), OFTEN);
      return;
    }
    const changes = this.#held.take();
    if (changes) this.view.dispatch({ changes, annotations: [shared.of(true), Transaction.remote.of(true)] });
  }

  /** After undo, the selection is where it was before the change. */
  #restore(selection: Selection | undefined): void {
    const [anchor, head] = (selection ?? []).map((one) => this.place(one));
    if (anchor === undefined || head === undefined) return this.view.dispatch({ scrollIntoView: true });
    this.view.dispatch({ selection: { anchor, head }, scrollIntoView: true });
  }
}

interface Stacked {
  readonly stackItem: { readonly meta: Map<unknown, Selection> };
  readonly type: "undo" | "redo";
}

function apply(change: ChangeSet, text: Y.Text): void {
  let moved = 0;
  change.iterChanges((from, to, _from, _to, inserted) => {
    const words = inserted.sliceString(0, inserted.length, "\n");
    if (to > from) text.delete(from + moved, to - from);
    if (words) text.insert(from + moved, words);
    moved += words.length - (to - from);
  });
}

/** The plugin that binds an editor to a text, and the keys that take back one's own changes only. */
export function bound(text: Y.Text, undo: Y.UndoManager): { plugin: ViewPlugin<Binding>; extension: Extension } {
  const plugin = ViewPlugin.define((view) => new Binding(view, text, undo));
  const back = () => (undo.undo(), true);
  const again = () => (undo.redo(), true);
  const keys = keymap.of([
    { key: "Mod-z", run: back, preventDefault: true },
    { key: "Mod-y", mac: "Mod-Shift-z", run: again, preventDefault: true },
    { key: "Mod-Shift-z", run: again, preventDefault: true },
  ]);
  const menu = EditorView.domEventHandlers({
    beforeinput: ({ inputType }) => (inputType === "historyUndo" ? back() : inputType === "historyRedo" && again()),
  });
  return { plugin, extension: [plugin, keys, menu] };
}
