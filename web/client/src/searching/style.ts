/** The style of the dialog, which comes with it: no reader needs it before. */

export const sheet = new CSSStyleSheet();

sheet.replaceSync(`
dialog.search { width: min(44rem, 100% - 2rem); max-height: min(40rem, 100dvh - 2rem); margin: clamp(1rem, 10dvh, 6rem) auto auto; padding: var(--space-s); border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); color: var(--ink); box-shadow: var(--shade); overflow: hidden; }
dialog.search[open] { display: flex; flex-direction: column; gap: var(--space-xs); }
dialog.search::backdrop { background: rgb(0 0 0 / 0.4); }
.search form { display: flex; gap: var(--space-xs); }
.search div { display: flex; gap: var(--space-xs); align-items: center; justify-content: space-between; }
.search select { width: auto; max-width: 50%; font-size: var(--type-m); padding-block: 0.2rem; }
.search input { flex: 1; min-width: 0; }
.search [role="status"] { font-size: var(--type-m); color: var(--soft); padding: 0 var(--space-xs); }
.search ul { overflow-y: auto; margin: 0; padding: 0; list-style: none; }
.search li a { display: grid; gap: 0.15rem; padding: var(--space-xs) var(--space-s); border-radius: var(--radius); color: inherit; text-decoration: none; font-size: var(--type-m); }
.search :is(strong, span) { overflow-wrap: anywhere; }
.search :is(span, small) { color: var(--soft); }
.search small { font-size: var(--type-s); }
.search li:is([aria-selected="true"], :hover) a { background: var(--tint); }
.search li[aria-selected="true"] a { outline: 2px solid var(--accent); outline-offset: -2px; }
.search mark { background: color-mix(in oklab, var(--accent) 22%, transparent); color: inherit; border-radius: 0.2em; }
.search .meta { padding: 0 var(--space-xs); }
.search .meta:empty { display: none; }
@media (width < 48rem) {
  dialog.search { width: 100%; max-width: 100%; height: 100dvh; max-height: 100dvh; margin: 0; border: 0; border-radius: 0; }
}
`);
