/** Where other people write: their carets, with their names, and what they have selected. */

import { Range, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type PluginValue, type ViewUpdate } from "@codemirror/view";
import type { Awareness } from "y-protocols/awareness";
import { createRelativePositionFromJSON } from "yjs";
import { remote, type Binding } from "./binding.js";

interface Writer {
  readonly user?: { readonly name?: string; readonly color?: string };
  readonly cursor?: { readonly anchor: unknown; readonly head: unknown } | null;
}

class Caret extends WidgetType {
  constructor(
    readonly name: string,
    readonly color: string,
  ) {
    super();
  }

  override eq(other: Caret): boolean {
    return other.name === this.name && other.color === this.color;
  }

  toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = "caret";
    caret.style.setProperty("--who", this.color);
    // Beside the caret, a word joiner keeps the line's height and breaks no word.
    caret.append("\u2060", Object.assign(document.createElement("span"), { className: "who", textContent: this.name, ariaHidden: "true" }), "\u2060");
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

class Carets implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  readonly #changed = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
    const others = [...added, ...updated, ...removed].some((id) => id !== this.awareness.clientID);
    if (others) this.binding(this.view)?.soon();
  };

  constructor(
    readonly view: EditorView,
    readonly awareness: Awareness,
    readonly binding: (view: EditorView) => Binding | null,
  ) {
    awareness.on("change", this.#changed);
  }

  update({ transactions, docChanged, selectionSet, focusChanged, view }: ViewUpdate): void {
    if (docChanged || selectionSet || focusChanged) this.#publish(view);
    if (transactions.some((one) => one.annotation(remote))) this.decorations = this.#drawn(view);
    else if (docChanged) for (const one of transactions) this.decorations = this.decorations.map(one.changes);
  }

  destroy(): void {
    this.awareness.off("change", this.#changed);
  }

  /** A place in a text that others have changed meanwhile needs no news: it stays with its words. */
  #publish(view: EditorView): void {
    const binding = this.binding(view);
    if (!binding) return;
    const { anchor, head } = view.state.selection.main;
    const cursor = view.hasFocus ? { anchor: binding.anchor(anchor), head: binding.anchor(head) } : null;
    const before = (this.awareness.getLocalState() as Writer | null)?.cursor ?? null;
    if (JSON.stringify(before) !== JSON.stringify(cursor)) this.awareness.setLocalStateField("cursor", cursor);
  }

  #drawn(view: EditorView): DecorationSet {
    const binding = this.binding(view);
    const ranges: Range<Decoration>[] = [];
    for (const [id, { user = {}, cursor }] of this.awareness.getStates() as Map<number, Writer>) {
      if (id === this.awareness.clientID || !cursor || !binding) continue;
      const [anchor, head] = [cursor.anchor, cursor.head].map((one) => placed(binding, one));
      if (anchor === undefined || head === undefined) continue;
      const { name = "", color = "var(--plum)" } = user;
      const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
      if (to > from) ranges.push(Decoration.mark({ class: "chosen", attributes: { style: `--who: ${color}` } }).range(from, to));
      ranges.push(Decoration.widget({ widget: new Caret(name, color), side: head > anchor ? -1 : 1 }).range(head));
    }
    return Decoration.set(ranges, true);
  }
}

/** Where somebody says they are; undefined if it is no place: any program may have written it. */
function placed(binding: Binding, place: unknown): number | undefined {
  try {
    return binding.place(createRelativePositionFromJSON(place));
  } catch {
    return undefined;
  }
}

/** Shows others' carets, and tells them one's own. */
export function carets(awareness: Awareness, binding: ViewPlugin<Binding>): Extension {
  return ViewPlugin.define((view) => new Carets(view, awareness, (one) => one.plugin(binding)), {
    decorations: ({ decorations }) => decorations,
  });
}
