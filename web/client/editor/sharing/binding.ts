/** Binds the window's text to a shared one: own changes go there at once, others' come as soon as they can be shown. */

import { Annotation, Transaction, type ChangeSet, type Extension, type StateEffect } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin, type PluginValue, type ViewUpdate } from "@codemirror/view";
import * as Y from "yjs";
import { changeOf, Held } from "./held.js";

/** Marks what others did: a change that is in the shared text already, or carets that moved. */
export const remote = Annotation.define<true>();

/** The longest that others' changes wait for an input method (milliseconds). */
const LONGEST = 5_000;
/** How often to look whether it is done, and whether a hidden window has news (milliseconds). */
const OFTEN = 40;

/** How long the window rests after it has shown what others did: so many times what that took, and at most this (milliseconds). */
const REST = 3;
const LONGEST_REST = 100;
/** A rest that is over with the next frame (milliseconds). */
const FRAME = 16;

type Selection = readonly [anchor: Y.RelativePosition, head: Y.RelativePosition];

export class Binding implements PluginValue {
  readonly #held = new Held();
  readonly #observe = (event: Y.YTextEvent, { origin }: Y.Transaction) => origin !== this && this.#receive(event, origin === this.undo);
  readonly #added = ({ stackItem }: Stacked) => this.#before && !stackItem.meta.has(this) && stackItem.meta.set(this, this.#before);
  readonly #popped = ({ stackItem, type }: Stacked) => this.#restore(type === "undo" ? stackItem.meta.get(this) : undefined);
  #before: Selection | undefined;
  #since = 0;
  #frame = 0;
  /** Whether something is about to be shown at once, and whether the next frame has something to show already. */
  #soon = false;
  #shown = 0;
  /** Until when the window rests. */
  #rested = 0;
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
    for (const one of transactions) if (one.docChanged && !one.annotation(remote)) this.#send(one);
  }

  destroy(): void {
    this.#cancel();
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

  /**
   * Show what others did: at once, so that the next frame has it, but only once for each frame, since the view keeps its
   * place for one change a frame. What comes after that is shown together, with the frame that follows; and after a rest
   * if showing takes long, as with fifty people: the writer's own keys come between.
   */
  soon(): void {
    if (this.#frame || this.#timer || this.#soon) return;
    if (this.#shown || this.#rested > performance.now() || this.view.composing || document.hidden) return this.#wait();
    this.#soon = true;
    queueMicrotask(() => this.#soon && this.#show());
  }

  #wait(): void {
    const rest = this.#rested - performance.now();
    this.#timer = setTimeout(() => this.#show(), rest > FRAME ? rest : OFTEN); // a hidden window has no frames
    if (rest <= FRAME) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #receive({ delta, target }: Y.YTextEvent, own: boolean): void {
    const grown = delta.reduce((sum, { insert = "", delete: gone = 0 }) => sum + (insert as string).length - gone, 0);
    if (!this.#held.waits) this.#since = Date.now();
    this.#held.add(changeOf(delta, target.length - grown));
    if (own) this.#show();
    else this.soon();
  }

  #show(): void {
    this.#cancel();
    if (this.#held.waits && this.view.composing && Date.now() - this.#since < LONGEST) return this.#wait();
    this.#shown ||= requestAnimationFrame(() => (this.#shown = 0));
    const [changes, began] = [this.#held.take(), performance.now()];
    const effects = changes ? this.#place(changes) : [];
    this.view.dispatch({ changes: changes ?? [], effects, annotations: [remote.of(true), Transaction.remote.of(true)] });
    this.#rested = performance.now() + Math.min(REST * (performance.now() - began), LONGEST_REST);
  }

  /** The lines in sight stay where they are if others write above them: the view sees to that only if it misjudged a line. */
  #place(changes: ChangeSet): StateEffect<unknown>[] {
    const { from } = this.view.lineBlockAtHeight(this.view.scrollDOM.scrollTop);
    const above = changes.touchesRange(0, Math.max(from - 1, 0));
    return above && from > 0 ? [this.view.scrollSnapshot().map(changes)!] : [];
  }

  #cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#frame = 0;
    this.#soon = false;
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
