/** Puts pages in order: by dragging, and with Alt and an arrow key. Every step is sent by the page's own form. */

import { dragging, stepOf } from "./ordering/dragging.js";

let focused = null;

const itemOf = (target) => target instanceof Element && target.closest(".order [data-path]");

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

/** Rows can be dragged only where this script runs. */
function prepare() {
  for (const row of document.querySelectorAll(".order [data-path]:not([draggable])")) row.draggable = true;
  refocus();
}

export default () => {
  dragging({
    itemOf,
    rowOf: (item) => item.firstElementChild,
    pathOf: (item) => item?.dataset.path ?? "",
    form: () => document.getElementById("place"),
  });
  for (const [name, act] of Object.entries({ keydown, click })) document.addEventListener(name, act);
  new MutationObserver(prepare).observe(document.getElementById("main"), { childList: true, subtree: true });
  prepare();
};
