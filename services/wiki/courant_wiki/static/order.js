/** Puts pages in order: by dragging, and with Alt and an arrow key. Every step is sent by the page's own form. */

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

let dragged = null;
let focused = null;

const itemOf = (target) => target instanceof Element && target.closest(".order [data-path]");
const stepOf = (key, item) =>
  getComputedStyle(item).direction === "rtl" && key.length > 9 // ArrowRight, ArrowLeft
    ? { ArrowRight: "out", ArrowLeft: "in" }[key]
    : STEPS[key];

function keydown(event) {
  const item = itemOf(event.target);
  const step = event.altKey && item && stepOf(event.key, item);
  if (!step) return;
  event.preventDefault();
  item.querySelector(`button[value^="${step} "]`)?.click();
}

/** A button goes with its page: after the step, the same button of the page has the focus again. */
function click({ target }) {
  const button = target instanceof Element && target.closest(".order button");
  if (button) focused = { page: itemOf(button).dataset.page, step: button.value.split(" ")[0] };
}

function refocus() {
  if (!focused || (document.activeElement !== document.body && document.activeElement?.isConnected)) return;
  const item = document.querySelector(`.order [data-page="${focused.page}"]`);
  const button = item?.querySelector(`button[value^="${focused.step} "]:not(:disabled)`) ?? item?.querySelector("a");
  button?.focus();
}

function drag(event) {
  dragged = itemOf(event.target);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.path);
  dragged.dataset.dragged = "";
}

/** Where the pointer is in a row: the upper quarter, the lower quarter, or between. */
function placeIn(item, y) {
  const { top, height } = item.firstElementChild.getBoundingClientRect();
  const at = (y - top) / height;
  return at < 0.3 ? "before" : at > 0.7 ? "after" : "in";
}

function over(event) {
  const item = itemOf(event.target);
  mark(null);
  if (!dragged || !item || dragged.contains(item)) return;
  event.preventDefault();
  mark(item, placeIn(item, event.clientY));
}

function mark(item, place) {
  for (const one of document.querySelectorAll("[data-drop]")) delete one.dataset.drop;
  if (item) item.dataset.drop = place;
}

function drop(event) {
  const item = itemOf(event.target);
  const form = document.getElementById("place");
  if (!dragged || !item || !form || dragged.contains(item)) return;
  event.preventDefault();
  const place = placeIn(item, event.clientY);
  const above = item.parentElement.closest(".order li");
  const next = item.nextElementSibling;
  const path = dragged.dataset.path;
  const below = place === "in" ? item.dataset.path : item.dataset.path.split("/").slice(0, -1).join("/");
  const before = place === "in" ? "" : place === "before" ? item.dataset.path : (next?.dataset.path ?? "");
  end();
  if (before === path || (above && above.dataset.path === path)) return;
  for (const [name, value] of Object.entries({ path, below, before })) form.elements.namedItem(name).value = value;
  form.requestSubmit();
}

function end() {
  if (dragged) delete dragged.dataset.dragged;
  dragged = null;
  mark(null);
}

/** Rows can be dragged only where this script runs. */
function prepare() {
  for (const row of document.querySelectorAll(".order [data-path]:not([draggable])")) row.draggable = true;
  refocus();
}

export default () => {
  for (const [name, act] of Object.entries({ keydown, click, dragstart: drag, dragover: over, drop, dragend: end }))
    document.addEventListener(name, act);
  new MutationObserver(prepare).observe(document.getElementById("main"), { childList: true, subtree: true });
  prepare();
};
