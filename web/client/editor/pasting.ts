/** HTML that is pasted becomes Markdown. Pasted with Shift, or from an editor of code, it stays plain text. */

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isAddress, linkedTo } from "./markdown/inline.js";
import type { Site } from "./site.js";

/** What only words with a meaning have; without one of them the plain text says the same. */
const MEANING = "a[href], b, strong, em, i, del, s, code, pre, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, table, img[src^=http], hr";

export function pasting(site: Site): Extension {
  return EditorView.domEventHandlers({
    paste: ({ clipboardData }, view) => {
      if (!clipboardData || view.state.readOnly) return false;
      const text = clipboardData.getData("text/plain").trim();
      if (isAddress(text) && !text.startsWith("/") && !view.state.selection.main.empty) {
        view.dispatch(view.state.update({ ...linkedTo(view.state, text), userEvent: "input.paste" }));
        return true;
      }
      if (clipboardData.types.includes("vscode-editor-data")) return false;
      const page = meaningful(site, clipboardData.getData("text/html"));
      if (page) void put(view, page, text);
      return page !== null;
    },
  });
}

function meaningful(site: Site, html: string): HTMLElement | null {
  if (!html) return null;
  const { body } = site.parsed(html);
  // Some programs wrap all that is copied in one bold element that is not bold.
  for (const one of body.querySelectorAll<HTMLElement>("b[style*='font-weight:normal'], b[style*='font-weight: normal']")) one.replaceWith(...one.childNodes);
  return body.querySelector(MEANING) ? body : null;
}

/** The converter is loaded with the first paste that needs it; without it, the plain text is pasted. */
async function put(view: EditorView, page: HTMLElement, text: string): Promise<void> {
  const words = await import("./converting.js").then(
    ({ markdownOf }) => markdownOf(page),
    () => text,
  );
  view.dispatch(view.state.replaceSelection(words.replace(/\r\n?/g, "\n")), { scrollIntoView: true, userEvent: "input.paste" });
}
