/** The editor's commands on Markdown: pure functions from a state with a selection to a change. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { BOLD, CODE, ITALIC, linked, linkedTo, toggled } from "../editor/markdown/inline.js";
import { wordsIn } from "../editor/markdown/counting.js";
import { markdown } from "../editor/markdown/language.js";
import { are, continued, fenced, headed, indented, level, nextHeading, toggledLines } from "../editor/markdown/lines.js";

const WORDS = { text: "text", address: "address" };

/** A state from a text in which `|` is the cursor, or the first and last place of the selection. */
function stateOf(marked: string): EditorState {
  const places = [...marked.matchAll(/\|/g)].map(({ index }, number) => index - number);
  const selection = EditorSelection.single(places[0] ?? 0, places.at(-1) ?? 0);
  return EditorState.create({ doc: marked.replaceAll("|", ""), selection, extensions: markdown.extension });
}

function shown(state: EditorState): string {
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;
}

function after(marked: string, command: (state: EditorState) => TransactionSpec | null): string | null {
  const state = stateOf(marked);
  const spec = command(state);
  return spec && shown(state.update(spec).state);
}

const CHANGES: readonly (readonly [string, (state: EditorState) => TransactionSpec | null, string, string | null])[] = [
  ["a selection gets marks", (state) => toggled(state, BOLD), "a |fern| b", "a **|fern|** b"],
  ["spaces stay outside the marks", (state) => toggled(state, BOLD), "a| fern |b", "a **|fern|** b"],
  ["the word at the cursor gets marks", (state) => toggled(state, ITALIC), "a fe|rn b", "a *fe|rn* b"],
  ["marks for words to come", (state) => toggled(state, BOLD), "a | b", "a **|** b"],
  ["marks are removed from the inside", (state) => toggled(state, BOLD), "a **fe|rn** b", "a fe|rn b"],
  ["marks are removed with the selection", (state) => toggled(state, BOLD), "a **|fern|** b", "a |fern| b"],
  ["the inner of two is removed", (state) => toggled(state, ITALIC), "***fe|rn***", "**fe|rn**"],
  ["code", (state) => toggled(state, CODE), "|x|", "`|x|`"],
  ["a link waits for its address", (state) => linked(state, WORDS), "see |ferns|", "see [ferns](|address|)"],
  ["an address waits for its words", (state) => linked(state, WORDS), "|https://example.org/|", "[|text|](https://example.org/)"],
  ["a link from nothing", (state) => linked(state, WORDS), "|", "[|text|](address)"],
  ["an address on words", (state) => linkedTo(state, "https://example.org/"), "see |ferns|.", "see [ferns](https://example.org/)|."],
  ["a heading", (state) => headed(state, 2), "Fe|rns", "## Fe|rns"],
  ["another level", (state) => headed(state, 3), "## Fe|rns", "### Fe|rns"],
  ["no heading", (state) => headed(state, 0), "## Fe|rns", "Fe|rns"],
  ["the next level", nextHeading, "#### Fe|rns", "Fe|rns"],
  ["a list", (state) => toggledLines(state, "bullets"), "|one\ntwo|", "- |one\n- two|"],
  ["a list has no empty items", (state) => toggledLines(state, "numbers"), "|one\n\ntwo|", "1. |one\n\n2. two|"],
  ["from one kind to another", (state) => toggledLines(state, "tasks"), "1. o|ne", "- [ ] o|ne"],
  ["an empty line", (state) => toggledLines(state, "bullets"), "|", "- |"],
  ["no list", (state) => toggledLines(state, "bullets"), "- o|ne", "o|ne"],
  ["a quotation", (state) => toggledLines(state, "quote"), "o|ne", "> o|ne"],
  ["a block of code", fenced, "|one\ntwo|", "```|\none\ntwo\n```"],
  ["a block around fences has longer ones", fenced, "|```\n```|", "````|\n```\n```\n````"],
  ["another item", continued, "- one|", "- one\n- |"],
  ["the next number", continued, "9. one|", "9. one\n10. |"],
  ["an item in two", continued, "* one |two", "* one\n* |two"],
  ["a task that is not done", continued, "- [x] one|", "- [x] one\n- [ ] |"],
  ["an item inside another", continued, "  - one|", "  - one\n  - |"],
  ["an item of a quotation", continued, "> - one|", "> - one\n> - |"],
  ["another line of a quotation", continued, "> one|", "> one\n> |"],
  ["an empty item ends the list", continued, "- one\n- |", "- one\n\n|"],
  ["an empty item ends the list in its quotation", continued, "> - one\n> - |", "> - one\n>\n> |"],
  ["an empty line ends the quotation", continued, "> one\n> |", "> one\n\n|"],
  ["no item in code", continued, "```\n- one|\n```", null],
  ["no item before its sign", continued, "|- one", null],
  ["no item in plain words", continued, "one|", null],
  ["an item belongs to the one before", (state) => indented(state, 1), "- one\n- tw|o", "- one\n  - tw|o"],
  ["as wide as its number", (state) => indented(state, 1), "1. one\n2. tw|o", "1. one\n   2. tw|o"],
  ["a task as wide as its bullet", (state) => indented(state, 1), "- [ ] o|ne", "  - [ ] o|ne"],
  ["and back", (state) => indented(state, -1), "  - tw|o", "- tw|o"],
  ["plain words are no item", (state) => indented(state, 1), "o|ne", null],
];

for (const [name, command, before, expected] of CHANGES) test(name, () => assert.equal(after(before, command), expected));

test("what is at the cursor", () => {
  assert.equal(level(stateOf("### F|erns")), 3);
  assert.equal(level(stateOf("#F|erns")), 0);
  assert.ok(are(stateOf("|- one\n\n- two|"), "bullets"));
  assert.ok(!are(stateOf("- [ ] o|ne"), "bullets"));
});

test("words are counted in every script, without Markdown's signs", () => {
  assert.equal(wordsIn("# Don't **stop**, e.g. 3.5 well-known\n\n- [ ] a"), 6);
  assert.equal(wordsIn(""), 0);
  assert.ok(wordsIn("日本語の文章です") > 1);
});
