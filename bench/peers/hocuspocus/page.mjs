/** The peer's window: CodeMirror on a Yjs text, bound and synchronised as the two projects' documentation does it. */

import { defaultKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { HocuspocusProvider } from "@hocuspocus/provider";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";

const fields = new URLSearchParams(location.search);
const document_ = new Y.Doc();
const text = document_.getText("text");
const provider = new HocuspocusProvider({
  url: `ws://${location.host}`,
  name: fields.get("document"),
  document: document_,
  onSynced: begin,
});
provider.setAwarenessField("user", { name: fields.get("name"), color: "#30a080" });

function begin() {
  if (window.view) return;
  const state = EditorState.create({
    doc: text.toString(),
    extensions: [
      keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Text" }),
      yCollab(text, provider.awareness, { undoManager: new Y.UndoManager(text) }),
    ],
  });
  window.view = new EditorView({ state, parent: document.body });
  window.text = text;
  document.documentElement.dataset.live = "";
}
