/** The peer's window: its editor, synchronised as Hocuspocus' documentation does it. */

import { HocuspocusProvider } from "@hocuspocus/provider";
import * as Y from "yjs";
import { begin } from "./editor.mjs";

const fields = new URLSearchParams(location.search);
const document_ = new Y.Doc();
const text = document_.getText("text");
const provider = new HocuspocusProvider({
  url: `ws://${location.host}`,
  name: fields.get("document"),
  document: document_,
  onSynced: () => begin(text, provider.awareness),
});
provider.setAwarenessField("user", { name: fields.get("name"), color: "#30a080" });
