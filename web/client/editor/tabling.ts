/** Opens the table at the cursor in a grid, or a new one, and puts what was made there into the text. */

import type { EditorView } from "@codemirror/view";
import { Grid } from "./grid.js";
import { around } from "./markdown/inline.js";
import { empty, formatted, parsed, type Table } from "./markdown/tables.js";
import type { Binding } from "./sharing/binding.js";
import { merged } from "./sharing/held.js";

export function editTable(view: EditorView, root: ShadowRoot, binding: Binding): void {
  const { main } = view.state.selection;
  const node = around(view.state, main, "Table");
  const text = node ? view.state.sliceDoc(node.from, node.to) : "";
  const table = parsed(text);
  const [from, to] = node && table ? [node.from, node.to] : [main.head, main.head];
  // Others may write meanwhile: the table is found again by its words.
  const [start, end] = [binding.anchor(from), binding.anchor(to)];
  const put = (made: Table | null) => {
    if (made) replace(view, binding.place(start) ?? from, binding.place(end) ?? to, table ? text : "", formatted(made));
    view.focus();
  };
  new Grid(table ?? empty(3, 2), put).open(root);
}

function replace(view: EditorView, from: number, to: number, before: string, made: string): void {
  if (!before) return insert(view, from, made);
  const change = merged(before, made, view.state.sliceDoc(from, to));
  if (!change) return;
  const changes: { from: number; to: number; insert: string }[] = [];
  change.iterChanges((start, end, _from, _to, text) => changes.push({ from: from + start, to: from + end, insert: text.toString() }));
  view.dispatch({ changes, scrollIntoView: true, userEvent: "input" });
}

/** A table needs empty lines around it. */
function insert(view: EditorView, at: number, made: string): void {
  const line = view.state.doc.lineAt(at);
  const before = line.text.trim() ? "\n\n" : line.number > 1 && view.state.doc.line(line.number - 1).text.trim() ? "\n" : "";
  const place = line.text.trim() ? line.to : at;
  view.dispatch({ changes: { from: place, insert: `${before}${made}\n` }, selection: { anchor: place + before.length + 2 }, scrollIntoView: true, userEvent: "input" });
}
