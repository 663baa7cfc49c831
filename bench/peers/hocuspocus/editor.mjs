/** The peers' editor: CodeMirror on a Yjs text, bound as the documentation of y-codemirror.next does it. */

import { defaultKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";

/** Show the editor, once, when the text is there; `awareness` has everybody's carets. */
export function begin(text, awareness) {
  if (window.view) return;
  const state = EditorState.create({
    doc: text.toString(),
    extensions: [
      keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Text" }),
      yCollab(text, awareness, { undoManager: new Y.UndoManager(text) }),
    ],
  });
  window.view = new EditorView({ state, parent: document.body });
  window.text = text;
  document.documentElement.dataset.live = "";
}
