/** Asks for the descriptions that uploaded pictures lack, where they are to be written. */

import { Decoration, EditorView, MatchDecorator, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import type { Extension } from "@codemirror/state";
import { WORDS } from "./words.js";

/** Words for the eyes that are no part of the text: a click puts the caret there. */
class Request extends WidgetType {
  override eq(): boolean {
    return true;
  }

  toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "lacking";
    element.dataset["words"] = WORDS.describe;
    element.ariaHidden = "true";
    return element;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

const lacking = new MatchDecorator({
  regexp: /!\[(?=\]\(\/media\/)/g,
  decorate: (add, _from, to) => add(to, to, Decoration.widget({ widget: new Request(), side: 1 })),
});

/** Shows where descriptions are lacking. */
export const describing: Extension = [
  ViewPlugin.fromClass(
    class {
      shown: DecorationSet;

      constructor(view: EditorView) {
        this.shown = lacking.createDeco(view);
      }

      update(update: ViewUpdate): void {
        this.shown = lacking.updateDeco(update, this.shown);
      }
    },
    { decorations: ({ shown }) => shown },
  ),
  EditorView.baseTheme({
    ".lacking::after": { content: "attr(data-words)", color: "var(--accent)", fontStyle: "italic", cursor: "text" },
  }),
];
