/** The tools of the toolbar. */

import { syntaxTree } from "@codemirror/language";
import { openSearchPanel } from "@codemirror/search";
import type { EditorView } from "@codemirror/view";
import type { UndoManager } from "yjs";
import type { Actions } from "./completing/inserts.js";
import { around } from "./markdown/inline.js";
import { are, level } from "./markdown/lines.js";
import { COMMANDS } from "./surface.js";
import type { Tool } from "./toolbar.js";
import { WORDS } from "./words.js";

export function groups(view: EditorView, undo: UndoManager, { table, picture }: Actions): readonly (readonly Tool[])[] {
  const within = (name: string) => () => around(view.state, view.state.selection.main, name, syntaxTree(view.state)) !== null;
  const kind = (name: Parameters<typeof are>[1]) => () => are(view.state, name);
  const act = (name: keyof typeof COMMANDS) => () => (COMMANDS[name](view), view.focus());
  return [
    [
      { icon: "heading", label: WORDS.heading, key: "Mod-Alt-2", pressed: () => level(view.state) > 0, act: act("heading") },
      { icon: "bold", label: WORDS.bold, key: "Mod-b", pressed: within("StrongEmphasis"), act: act("bold") },
      { icon: "italic", label: WORDS.italic, key: "Mod-i", pressed: within("Emphasis"), act: act("italic") },
      { icon: "link", label: WORDS.link, key: "Mod-k", act: act("link") },
      { icon: "code", label: WORDS.code, key: "Mod-e", pressed: within("InlineCode"), act: act("code") },
    ],
    [
      { icon: "list", label: WORDS.bullets, key: "Mod-Shift-8", pressed: kind("bullets"), act: act("bullets") },
      { icon: "list-ordered", label: WORDS.numbers, key: "Mod-Shift-7", pressed: kind("numbers"), act: act("numbers") },
      { icon: "list-checks", label: WORDS.tasks, pressed: kind("tasks"), act: act("tasks") },
      { icon: "text-quote", label: WORDS.quote, key: "Mod-Shift-9", pressed: kind("quote"), act: act("quote") },
      { icon: "table", label: WORDS.table, pressed: within("Table"), act: table },
      { icon: "image", label: WORDS.picture, act: picture },
    ],
    [
      { icon: "undo-2", label: WORDS.undo, key: "Mod-z", disabled: () => !undo.canUndo(), act: () => void undo.undo() },
      { icon: "redo-2", label: WORDS.redo, key: "Mod-Shift-z", disabled: () => !undo.canRedo(), act: () => void undo.redo() },
      { icon: "search", label: WORDS.find, key: "Mod-f", act: () => void openSearchPanel(view) },
    ],
  ];
}
