/** The writing surface: CodeMirror on a shared text, set up for Markdown, for every script, keyboard and phone. */

import { autocompletion, completionKeymap, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, indentLess, insertNewlineAndIndent } from "@codemirror/commands";
import { bidiIsolates } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, RangeSetBuilder, type Extension, type StateCommand, type TransactionSpec } from "@codemirror/state";
import { Decoration, EditorView, keymap, ViewPlugin, type DecorationSet, type KeyBinding, type ViewUpdate } from "@codemirror/view";
import type { Text } from "yjs";
import { highlighting, markdown } from "./markdown/language.js";
import { BOLD, CODE, ITALIC, linked, STRIKE, toggled } from "./markdown/inline.js";
import { continued, fenced, headed, indented, nextHeading, toggledLines, type Kind } from "./markdown/lines.js";
import { WORDS } from "./words.js";

/** How long the writer must pause before completions are looked for (milliseconds): not between any two letters. */
const PAUSE = 200;

export interface Surface {
  readonly text: Text;
  readonly parent: HTMLElement;
  readonly root: ShadowRoot;
  readonly label: string;
  readonly description: string;
  readonly completions: readonly CompletionSource[];
  readonly extensions: Extension;
  changed(update: ViewUpdate): void;
  save(): void;
}

export function open({ text, parent, root, label, description, completions, extensions, changed, save }: Surface): EditorView {
  const state = EditorState.create({
    doc: text.toString(),
    extensions: [
      EditorState.lineSeparator.of("\n"),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
      extensions,
      Prec.high(keymap.of(keys(save))),
      markdown.extension,
      highlighting,
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      directions,
      bidiIsolates(),
      EditorState.tabSize.of(4),
      search({ top: true }),
      EditorState.phrases.of(WORDS.phrases),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      autocompletion({ override: [...completions], icons: false, defaultKeymap: false, activateOnTypingDelay: PAUSE }),
      keymap.of([...completionKeymap, ...searchKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of({
        dir: "auto",
        tabindex: "0", // it is anyway; those who check pages know by this that what scrolls has the focus
        "aria-label": label,
        "aria-description": description,
        spellcheck: "true",
        autocapitalize: "sentences",
        autocorrect: "on",
      }),
      EditorView.updateListener.of(changed),
    ],
  });
  return new EditorView({ state, parent, root });
}

/** Makes what a pure command returns; a command without a change leaves the key to others. */
export function run(make: (state: EditorState) => TransactionSpec | null): StateCommand {
  return ({ state, dispatch }) => {
    const spec = state.readOnly ? null : make(state);
    if (spec) dispatch(state.update({ userEvent: "input", scrollIntoView: true, ...spec }));
    return spec !== null;
  };
}

/** A block of code for several lines or an empty one, code in a line for words in it. */
export function coded(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  return to > line.to || !line.text.trim() ? fenced(state) : toggled(state, CODE);
}

export const COMMANDS = {
  bold: run((state) => toggled(state, BOLD)),
  italic: run((state) => toggled(state, ITALIC)),
  strike: run((state) => toggled(state, STRIKE)),
  code: run(coded),
  link: run((state) => linked(state, WORDS)),
  heading: run(nextHeading),
  bullets: lines("bullets"),
  numbers: lines("numbers"),
  tasks: lines("tasks"),
  quote: lines("quote"),
};

function lines(kind: Kind): StateCommand {
  return run((state) => toggledLines(state, kind));
}

function keys(save: () => void): KeyBinding[] {
  return [
    { key: "Mod-s", run: () => (save(), true), preventDefault: true },
    { key: "Mod-b", run: COMMANDS.bold },
    { key: "Mod-i", run: COMMANDS.italic },
    { key: "Mod-k", run: COMMANDS.link },
    { key: "Mod-e", run: COMMANDS.code },
    { key: "Mod-Shift-x", run: COMMANDS.strike },
    ...[0, 2, 3, 4].map((depth) => ({ key: `Mod-Alt-${depth}`, run: run((state) => headed(state, depth)) })),
    { key: "Mod-Shift-7", run: COMMANDS.numbers },
    { key: "Mod-Shift-8", run: COMMANDS.bullets },
    { key: "Mod-Shift-9", run: COMMANDS.quote },
    { key: "Enter", run: run(continued), shift: insertNewlineAndIndent },
    { key: "Tab", run: run((state) => indented(state, 1) ?? { ...state.replaceSelection("  ") }) },
    { key: "Shift-Tab", run: (view) => run((state) => indented(state, -1))(view) || indentLess(view) },
  ];
}

const automatic = Decoration.line({ attributes: { dir: "auto" } });

/** Gives every visible line the direction of its own words. */
const directions = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorated(view);
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = decorated(view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function decorated(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      builder.add(line.from, line.from, automatic);
      at = line.to + 1;
    }
  return builder.finish();
}
