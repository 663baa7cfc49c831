/** Headings, lists, quotations and blocks of code: signs at the beginning of lines. Pure. */

import { EditorSelection, type ChangeSpec, type EditorState, type Line, type TransactionSpec } from "@codemirror/state";
import { around } from "./inline.js";

export type Kind = "bullets" | "numbers" | "tasks" | "quote";

const SIGNS: Record<Kind, RegExp> = {
  bullets: /^(\s*)[-*+] (?!\[[ xX]\] )/,
  numbers: /^(\s*)\d{1,9}[.)] /,
  tasks: /^(\s*)[-*+] \[[ xX]\] /,
  quote: /^(\s*)> ?/,
};
const ITEM = /^(\s*)(?:[-*+] (?:\[[ xX]\] )?|\d{1,9}[.)] )/;
const HEADING = /^#{1,6} +/;

/** The lines that the selection touches. */
export function selected(state: EditorState): Line[] {
  const { from, to } = state.selection.main;
  const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
  return Array.from({ length: last - first + 1 }, (_, index) => state.doc.line(first + index));
}

/** Whether all lines of the selection with words are of this kind. */
export function are(state: EditorState, kind: Kind): boolean {
  const lines = selected(state).filter(({ text }) => text.trim());
  return lines.length > 0 && lines.every(({ text }) => SIGNS[kind].test(text));
}

/** Make the lines of the selection a list or a quotation, or plain lines again. */
export function toggledLines(state: EditorState, kind: Kind): TransactionSpec {
  const lines = selected(state);
  const wordy = lines.filter(({ text }) => text.trim());
  const chosen = wordy.length > 0 ? wordy : lines.slice(0, 1);
  const off = are(state, kind);
  return edited(state, chosen.map((line, index) => (off ? plain(line, kind) : signed(line, kind, index + 1))));
}

function plain({ from, text }: Line, kind: Kind): ChangeSpec {
  const [sign = "", indent = ""] = SIGNS[kind].exec(text) ?? [];
  return { from: from + indent.length, to: from + sign.length };
}

function signed({ from, text }: Line, kind: Kind, number: number): ChangeSpec {
  if (kind === "quote") return { from, insert: "> " };
  const [sign = "", indent = ""] = ITEM.exec(text) ?? [/^\s*/.exec(text)![0], /^\s*/.exec(text)![0]];
  const insert = { bullets: "- ", numbers: `${number}. `, tasks: "- [ ] " }[kind];
  return { from: from + indent.length, to: from + sign.length, insert };
}

/** The level of the heading at the cursor; 0 if there is none. */
export function level(state: EditorState): number {
  return /^(#{1,6}) /.exec(state.doc.lineAt(state.selection.main.head).text)?.[1]?.length ?? 0;
}

/** Make the lines of the selection headings of this level, or plain lines (0). */
export function headed(state: EditorState, depth: number): TransactionSpec {
  const insert = depth ? `${"#".repeat(depth)} ` : "";
  return edited(state, selected(state).map(({ from, text }) => ({ from, to: from + (HEADING.exec(text)?.[0].length ?? 0), insert })));
}

/** The next level: a heading, two smaller ones, none. The title of the page is the heading of level 1. */
export function nextHeading(state: EditorState): TransactionSpec {
  return headed(state, { 0: 2, 2: 3, 3: 4 }[level(state)] ?? 0);
}

/** Put the lines of the selection between fences. */
export function fenced(state: EditorState): TransactionSpec {
  const lines = selected(state);
  const [first, last] = [lines[0]!, lines.at(-1)!];
  const text = state.sliceDoc(first.from, last.to);
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return {
    changes: { from: first.from, to: last.to, insert: `${fence}\n${text}\n${fence}` },
    selection: EditorSelection.cursor(first.from + fence.length),
  };
}

function edited(state: EditorState, specs: ChangeSpec[]): TransactionSpec {
  const changes = state.changes(specs);
  return { changes, selection: state.selection.map(changes, 1) };
}

const BEFORE = /^((?:\s*> ?)*)(\s*)([-*+]|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?/;
const QUOTED = /^(?:\s*> ?)+/;

/** What Enter does at the end of an item or in a quotation: another one, or the end of the list; null elsewhere. */
export function continued(state: EditorState): TransactionSpec | null {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (!main.empty || around(state, main, "FencedCode")) return null;
  const found = BEFORE.exec(line.text)?.[0] ?? QUOTED.exec(line.text)?.[0];
  if (!found || main.head - line.from < found.length) return null;
  if (line.text.trim() === found.trim()) return ended(line, found);
  const insert = `\n${following(found)}`;
  // Spaces before the cursor would make a line that ends in a break.
  const before = line.text.slice(0, main.head - line.from);
  const from = main.head - (before.length - Math.max(before.trimEnd().length, found.length));
  return { changes: { from, to: main.head, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: "input" };
}

/** An empty item ends its list, and an empty line a quotation; what comes next is a paragraph of its own. */
function ended({ from, to }: Line, sign: string): TransactionSpec {
  const quoted = QUOTED.exec(sign)?.[0] ?? "";
  const insert = quoted.length < sign.length ? `${quoted.trimEnd()}\n${quoted}` : "\n";
  return { changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: "delete" };
}

function following(sign: string): string {
  return sign.replace(BEFORE, (_, quoted, indent, bullet, number, dot, space, box) =>
    [quoted, indent, number ? `${Number(number) + 1}${dot}` : bullet, space, box ? "[ ] " : ""].join(""),
  );
}

/** Tab in a list: the item belongs to the one before it; Shift+Tab: no longer. Null where the cursor is in no list. */
export function indented(state: EditorState, direction: 1 | -1): TransactionSpec | null {
  const lines = selected(state);
  const match = ITEM.exec(lines[0]!.text);
  if (!match) return null;
  const width = match[0].length - match[1]!.length - (/\[[ xX]\] $/.test(match[0]) ? 4 : 0);
  return edited(
    state,
    lines.filter(({ text }) => text.trim()).map(({ from, text }) => {
      const spaces = /^ */.exec(text)![0].length;
      return direction > 0 ? { from, insert: " ".repeat(width) } : { from, to: from + Math.min(width, spaces) };
    }),
  );
}
