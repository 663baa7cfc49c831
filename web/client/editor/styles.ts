/** The editor's style sheets: one for its own tree, one for the page around it. */

import inside from "./inside.css";
import around from "./around.css";

const sheets = [inside, around].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

export function dress(root: ShadowRoot): void {
  const [own, page] = sheets as [CSSStyleSheet, CSSStyleSheet];
  root.adoptedStyleSheets = [own];
  if (!document.adoptedStyleSheets.includes(page)) document.adoptedStyleSheets.push(page);
}
