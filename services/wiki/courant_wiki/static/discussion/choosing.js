/** Chooses the passage to comment on: selected words, or a paragraph from a list, for keyboards and screen readers. */

import { WORDS } from "./languages.js";
import { Words } from "./words.js";

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, pre, tr, dt, dd, figcaption, summary";
const SHORT = 70;

const button = Object.assign(document.createElement("button"), {
  type: "button", className: "primary passage-button", textContent: WORDS.comment, hidden: true,
});
button.setAttribute("aria-keyshortcuts", "Control+Alt+M");
/** The range that is selected in the article. */
let selected;

/** Offer the button beside selected words; `begin` is called with their quotation, `refuse` if they are too many. */
export function start(article, begin, refuse) {
  document.body.append(button);
  const choose = () => {
    const quote = selected && article() && new Words(article()).quote(selected);
    button.hidden = true;
    if (selected && !quote) refuse();
    else begin(quote);
  };
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", choose);
  document.addEventListener("selectionchange", () => requestAnimationFrame(() => follow(article())));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM" || !article()) return;
    event.preventDefault();
    choose();
  });
}

/** A list of the article's paragraphs, from which to choose; `chosen` is called with the quotation of one. */
export function menu(article, chosen) {
  const words = new Words(article);
  const blocks = [...article.querySelectorAll(BLOCKS)].filter((one) => !one.querySelector(BLOCKS)).flatMap((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const quote = words.quote(range);
    return quote ? [quote] : [];
  });
  const list = document.createElement("select");
  list.append(new Option(WORDS.choose, "", true, true));
  for (const [index, { exact }] of blocks.entries()) list.append(new Option(short(exact), String(index)));
  list.addEventListener("change", () => blocks[list.value] && chosen(blocks[list.value]));
  return list;
}

function follow(article) {
  const selection = getSelection();
  const range = article && selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
  const inside = range && article.contains(range.commonAncestorContainer) && String(range).trim();
  selected = inside ? range.cloneRange() : undefined;
  button.hidden = !selected;
  if (selected) place(range.getBoundingClientRect());
}

/** Below the selection, where the menu of a phone is not. */
function place({ left, right, bottom }) {
  const { clientWidth } = document.documentElement;
  const middle = Math.min(Math.max((left + right) / 2, 60), clientWidth - 60);
  Object.assign(button.style, { left: `${middle + scrollX}px`, top: `${bottom + scrollY + 8}px` });
}

function short(words) {
  return words.length > SHORT ? `${words.slice(0, SHORT - 1)}…` : words;
}
