/** Bold, italic, code and links: marks around words. Pure: each command gives the change, for CodeMirror to make. */

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { EditorSelection, type ChangeSpec, type EditorState, type SelectionRange, type TransactionSpec } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";

export interface Mark {
  /** The name of the node in the syntax tree. */
  readonly node: string;
  readonly sign: string;
}

export const BOLD: Mark = { node: "StrongEmphasis", sign: "**" };
export const ITALIC: Mark = { node: "Emphasis", sign: "*" };
export const STRIKE: Mark = { node: "Strikethrough", sign: "~~" };
export const CODE: Mark = { node: "InlineCode", sign: "`" };

/** How long a command may wait for the text before it to be parsed (milliseconds). */
const PATIENCE = 50;

/** The innermost node with this name around a range, where `tree` reaches; without one the text before it is parsed. */
export function around(
  state: EditorState,
  { from, to }: { from: number; to: number },
  name: string,
  tree: Tree = ensureSyntaxTree(state, to, PATIENCE) ?? syntaxTree(state),
): SyntaxNode | null {
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(from, side); node; node = node.parent)
      if (node.name === name && node.from <= from && node.to >= to) return node;
  }
  return null;
}

/** Put marks around the selection or the word at the cursor, or remove them. */
export function toggled(state: EditorState, mark: Mark): TransactionSpec {
  return state.changeByRange((range) => {
    const node = around(state, range, mark.node);
    return node ? unmarked(state, range, node) : marked(state, range, mark.sign);
  });
}

function unmarked(state: EditorState, range: SelectionRange, node: SyntaxNode) {
  const [open, close] = [node.firstChild!, node.lastChild!];
  const changes = state.changes([open, close].map(({ from, to }) => ({ from, to })));
  return { changes, range: range.map(changes) };
}

function marked(state: EditorState, range: SelectionRange, sign: string) {
  const { from, to } = trimmed(state, range.empty ? (state.wordAt(range.head) ?? range) : range);
  const changes: ChangeSpec[] = [{ from, insert: sign }, { from: to, insert: sign }];
  const inside = range.empty ? range.head : -1;
  return {
    changes,
    range:
      inside >= 0
        ? EditorSelection.cursor(Math.min(Math.max(inside, from), to) + sign.length)
        : EditorSelection.range(from + sign.length, to + sign.length),
  };
}

/** Without the spaces at its ends: marks beside spaces are no marks. */
function trimmed(state: EditorState, { from, to }: { from: number; to: number }): { from: number; to: number } {
  const text = state.sliceDoc(from, to);
  if (!text.trim()) return { from, to };
  return { from: from + text.length - text.trimStart().length, to: to - (text.length - text.trimEnd().length) };
}

const ADDRESS = /^(?:https?:\/\/|mailto:|\/)\S+$/;

export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** Make the selection a link, with its address selected; an address that is selected gets words instead. */
export function linked(state: EditorState, words: { text: string; address: string }): TransactionSpec {
  return state.changeByRange((range) => {
    const { from, to } = trimmed(state, range.empty ? (state.wordAt(range.head) ?? range) : range);
    const selected = state.sliceDoc(from, to);
    const [text, address] = isAddress(selected) ? [words.text, selected] : [selected || words.text, words.address];
    const start = from + (isAddress(selected) || !selected ? 1 : text.length + 3);
    const chosen = isAddress(selected) || !selected ? text : address;
    return {
      changes: { from, to, insert: `[${text}](${address})` },
      range: EditorSelection.range(start, start + chosen.length),
    };
  });
}

/** Make the selected words a link to this address. */
export function linkedTo(state: EditorState, address: string): TransactionSpec {
  const { from, to } = trimmed(state, state.selection.main);
  const insert = `[${state.sliceDoc(from, to)}](${address})`;
  return { changes: { from, to, insert }, selection: { anchor: from + insert.length } };
}
