/**
 * Keeps the preview and the text in step while one of them is scrolled. Headings, blocks of code and tables that stand in
 * no list or quotation are places that both have, in one order; between two places the way is divided evenly.
 */

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { between, paired, type Kind, type Place } from "./places.js";

const KINDS: Record<string, Kind> = { FencedCode: "code", CodeBlock: "code", Table: "table" };
const SELECTORS: Record<Kind, string> = {
  heading: ":is(h1, h2, h3, h4, h5, h6)",
  code: "pre",
  table: "table",
};
const INSIDE = ":not(:is(li, blockquote, details, .markdown-alert, .footnotes) *)";

/** Follow both from now on; the returned function ends it. */
export function keepInStep(view: EditorView, preview: HTMLElement): () => void {
  let leader: Element | undefined;
  const leave = new AbortController();
  const { signal } = leave;
  const lead = ({ currentTarget }: Event) => (leader = currentTarget as Element);
  for (const element of [view.scrollDOM, preview])
    for (const event of ["pointerenter", "pointerdown", "wheel", "touchstart", "focusin", "keydown"])
      element.addEventListener(event, lead, { signal, passive: true });
  const follow = () => {
    const pairs = placesOf(view, preview);
    if (leader === preview) view.scrollDOM.scrollTop = between(pairs, preview.scrollTop, 1);
    else preview.scrollTop = between(pairs, view.scrollDOM.scrollTop, 0);
  };
  view.scrollDOM.addEventListener("scroll", () => leader !== preview && follow(), { signal, passive: true });
  preview.addEventListener("scroll", () => leader === preview && follow(), { signal, passive: true });
  preview.addEventListener("courant:render", () => leader !== preview && follow(), { signal });
  return () => leave.abort();
}

/** The places of both, in pixels from their beginnings to their ends. */
function placesOf(view: EditorView, preview: HTMLElement): readonly (readonly [number, number])[] {
  const top = preview.getBoundingClientRect().top - preview.scrollTop;
  const shown = (Object.keys(SELECTORS) as Kind[]).flatMap((kind) =>
    [...preview.querySelectorAll(SELECTORS[kind] + INSIDE)].map((one) => ({ kind, at: one.getBoundingClientRect().top - top })),
  );
  const text = placesIn(view.state).map(({ kind, at }) => ({ kind, at: view.lineBlockAt(at).top }));
  const ends = [view.scrollDOM, preview].map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  return paired(text, shown, [ends[0]!, ends[1]!]);
}

function placesIn(state: EditorState): Place[] {
  const found: Place[] = [];
  for (let node = syntaxTree(state).topNode.firstChild; node; node = node.nextSibling) {
    const kind = /Heading\d$/.test(node.name) ? "heading" : KINDS[node.name];
    if (kind) found.push({ kind, at: node.from });
  }
  return found;
}
