/** `/` at the beginning of a line inserts what is hard to type. */

import { snippet, type Completion, type CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { WORDS } from "../words.js";

export interface Actions {
  table(): void;
  picture(): void;
}

const KINDS = ["note", "tip", "important", "warning", "caution"] as const;

/** Templates, in the order of the list; `${}` are places to fill in. */
const TEMPLATES: readonly (readonly [keyof typeof WORDS.inserts, string])[] = [
  ["heading", "## ${}"],
  ["subheading", "### ${}"],
  ["bullets", "- ${}"],
  ["numbers", "1. ${}"],
  ["tasks", "- [ ] ${}"],
  ["quote", "> ${}"],
  ["code", "```${language}\n${}\n```"],
  ...KINDS.map((kind) => [kind, `> [!${kind.toUpperCase()}]\n> \${}`] as const),
  ["fold", "<details>\n<summary>${title}</summary>\n\n${}\n\n</details>"],
  ["rule", "***\n${}"],
];

/** Examples that work as they are: what surrounds each, and the part that is selected, to be written over. */
const EXAMPLES: readonly (readonly [keyof typeof WORDS.inserts, string, string, string])[] = [
  ["formula", "$$\n", "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}", "\n$$"],
  ["diagram", "```mermaid\n", "flowchart LR\n  A[Start] --> B{Ready?}\n  B -->|yes| C[Done]", "\n```"],
];

export function inserts(actions: Actions): CompletionSource {
  const applied = [
    ...TEMPLATES.map(([name, template]) => [name, snippet(template)] as const),
    ...EXAMPLES.map(([name, ...parts]) => [name, example(...parts)] as const),
    ["table", done(actions.table)] as const,
    ["picture", done(actions.picture)] as const,
  ];
  const options = applied.map(([name, apply], at): Completion => {
    const label = WORDS.inserts[name];
    return { label: `/${label}`, displayLabel: label, apply, boost: -at };
  });
  return (context) => {
    const typed = context.matchBefore(/^\s*\/[\p{L} ]{0,30}$/u);
    if (!typed) return null;
    return { from: typed.to - typed.text.trimStart().length, options, validFor: /^\/[\p{L} ]*$/u };
  };
}

type Apply = (view: EditorView, completion: Completion, from: number, to: number) => void;

function example(before: string, selected: string, after: string): Apply {
  return (view, _, from, to) => {
    const anchor = from + before.length;
    view.dispatch({
      changes: { from, to, insert: before + selected + after },
      selection: { anchor, head: anchor + selected.length },
      scrollIntoView: true,
      userEvent: "input.complete",
    });
  };
}

function done(act: () => void): Apply {
  return (view, _, from, to) => {
    view.dispatch({ changes: { from, to }, userEvent: "input.complete" });
    act();
  };
}
