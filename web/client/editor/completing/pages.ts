/** `[[` completes the names of the wiki's pages, as the wiki knows them. */

import type { Completion, CompletionContext, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import type { Site } from "../site.js";

interface Page {
  readonly path: string;
  readonly title: string;
  readonly link: string;
}

/** `procedure` finds pages by words; `path` is that of the page with the text. */
export function pages(site: Site, procedure: string, path: () => string): CompletionSource {
  return async (context) => {
    const typed = context.matchBefore(/\[\[[^[\]|\n]{0,100}$/);
    if (!typed || !site.joined()) return null;
    const found = await asked(site, procedure, { words: typed.text.slice(2), path: path() }, context);
    return found && { from: typed.from + 2, options: found.map(option), filter: false };
  };
}

/** Without an answer there is nothing to choose from. */
async function asked(site: Site, procedure: string, fields: Record<string, string>, context: CompletionContext): Promise<Page[] | null> {
  const asking = new AbortController();
  context.addEventListener("abort", () => asking.abort(), { onDocChange: true });
  const answer = await site.call(procedure, fields, { signal: asking.signal }).catch(() => null);
  return answer && !context.aborted ? (answer as { pages: Page[] }).pages : null;
}

function option({ path, title, link }: Page): Completion {
  return { label: title, detail: path, apply: (view, _, from, to) => put(view, link, from, to) };
}

function put(view: EditorView, link: string, from: number, to: number): void {
  const closed = view.state.sliceDoc(to, to + 2) === "]]";
  view.dispatch({
    changes: { from, to, insert: closed ? link : `${link}]]` },
    selection: { anchor: from + link.length + 2 },
    userEvent: "input.complete",
  });
}
