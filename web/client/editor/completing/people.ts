/** `@` completes the names of people who can be seen here: who writes in this text, who is on the site, who saved last. */

import type { CompletionSource } from "@codemirror/autocomplete";
import type { Awareness } from "y-protocols/awareness";

export function people(awareness: Awareness | null): CompletionSource {
  return (context) => {
    const typed = context.matchBefore(/(?<=^|[\s(>])@[\p{L}\p{N}_.-]{0,40}$/u);
    if (!typed) return null;
    const options = seen(awareness).map((name) => ({ label: `@${name}`, apply: `@${name} ` }));
    return options.length > 0 ? { from: typed.from, options, validFor: /^@[\p{L}\p{N}_.-]*$/u } : null;
  };
}

function seen(awareness: Awareness | null): string[] {
  const writing = [...(awareness?.getStates().values() ?? [])].map((state) => (state["user"] as { name?: string } | undefined)?.name);
  const shown = [...document.querySelectorAll("#presence [title], [data-by]")].map((one) => one.getAttribute("title") ?? one.textContent);
  const names = [...writing, ...shown].map((name) => name?.trim() ?? "");
  return [...new Set(names)].filter((name) => /^[\p{L}\p{N}_.-]+$/u.test(name)).sort();
}
