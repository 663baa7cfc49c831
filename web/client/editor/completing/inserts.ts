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

export function inserts(actions: Actions): CompletionSource {
  const applied = [
    ...TEMPLATES.map(([name, template]) => [name, snippet(template)] as const),
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

function done(act: () => void): (view: EditorView, completion: Completion, from: number, to: number) => void {
  return (view, _, from, to) => {
    view.dispatch({ changes: { from, to }, userEvent: "input.complete" });
    act();
  };
}
