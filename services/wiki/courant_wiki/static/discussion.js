/**
 * Comments on passages, for people who may write them: selected words open the form, passages of threads are marked in
 * the article, and a click on a passage or on a thread leads to the other.
 */

import * as choosing from "./discussion/choosing.js";
import { WORDS } from "./discussion/languages.js";
import * as marks from "./discussion/marks.js";

const article = () => document.querySelector(".discussed > .page .prose");
const threads = () => document.querySelector("#discussion .threads");
const form = () => document.querySelector("#discussion .begin form");

export default function start({ notify }) {
  if ("discussion" in document.documentElement.dataset) return; // another release of this script runs already
  document.documentElement.dataset.discussion = "";
  loadStyle();
  choosing.start(article, begin, () => void notify(WORDS.few, "bad"));
  let drawn;
  const draw = () => {
    cancelAnimationFrame(drawn);
    drawn = requestAnimationFrame(refresh);
  };
  document.addEventListener("courant:render", draw);
  document.addEventListener("click", click);
  document.addEventListener("reset", ({ target }) => fold(target.closest("#discussion details, .reply")));
  document.addEventListener("toggle", ({ target }) => target.matches(".begin") && offer(target), true);
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, ({ target }) => light(target.closest?.("#discussion .thread")));
  }
  draw();
}

/** The style sheet, which pages without threads do not load. */
function loadStyle() {
  const { pathname } = new URL("./discussion.css", import.meta.url);
  if (document.head.querySelector(`link[href="${pathname}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: pathname }));
}

function refresh() {
  marks.draw(article(), threads());
  // Words that came back from an earlier visit are not hidden.
  const begun = form();
  if (begun?.elements.text.value) begun.closest("details").open = true;
}

function light(thread) {
  if (thread) marks.light(thread);
}

/** Open the form for a passage; without one, for a paragraph from the list. */
function begin(quote) {
  const begun = form();
  if (!begun) return;
  const details = begun.closest("details");
  details.open = true;
  offer(details);
  if (quote) fill(begun, quote);
  const field = quote ? begun.elements.text : begun.querySelector("select");
  details.scrollIntoView({ block: "nearest" });
  field.focus();
}

function fill(begun, quote) {
  const revision = document.querySelector(".discussed [data-revision]")?.dataset.revision ?? "0";
  for (const [name, value] of Object.entries({ ...quote, revision })) begun.elements[name].value = value;
  marks.lightWords(article(), quote);
  begun.elements.exact.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put the list of paragraphs above the quotation. */
function offer(details) {
  if (!details.open || !article() || details.querySelector("select")) return;
  const begun = form();
  const field = Object.assign(document.createElement("div"), { className: "field" });
  const label = Object.assign(document.createElement("label"), { htmlFor: "discussion-passage", textContent: WORDS.passage });
  const list = choosing.menu(article(), (quote) => fill(begun, quote));
  list.id = label.htmlFor;
  field.append(label, list);
  begun.querySelector(".field").before(field);
}

function fold(details) {
  if (!details) return;
  const inside = details.contains(document.activeElement);
  details.open = false;
  details.querySelector(".field:has(select)")?.remove();
  if (inside) details.querySelector("summary").focus();
}

function click(event) {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("#discussion [data-passage]");
  const passage = link && marks.passageOf(link.closest(".thread"));
  if (passage) {
    event.preventDefault();
    return goToPassage(link.closest(".thread"), passage);
  }
  const inArticle = article()?.contains(event.target) && !event.target.closest("a, button, summary, input");
  const thread = inArticle && getSelection().isCollapsed ? marks.threadAt(event.clientX, event.clientY) : undefined;
  if (thread) goToThread(thread);
}

/** Scroll to a passage, and move the focus there, from where a screen reader reads on. */
function goToPassage(thread, passage) {
  marks.light(thread);
  const block = passage.startContainer.parentElement.closest("p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, div");
  block.scrollIntoView({ block: "center" });
  if (!block.hasAttribute("tabindex")) block.tabIndex = -1;
  block.focus({ preventScroll: true });
}

function goToThread(thread) {
  marks.light(thread);
  thread.scrollIntoView({ block: "nearest" });
  thread.querySelector("[data-passage]")?.focus({ preventScroll: true });
}
