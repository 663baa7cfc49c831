/** Puts rows in order: by dragging, and with Alt and an arrow key. The row's own form sends each step. */

const ROW = ".screens-order > [data-row]";
const STEPS = { ArrowUp: "up", ArrowDown: "down" };

let dragged;
let focused;

export function ordering() {
  const acts = { keydown, click, dragstart: start, dragover: over, drop, dragend: end };
  for (const [name, act] of Object.entries(acts)) document.addEventListener(name, act);
  document.addEventListener("courant:render", prepare);
  prepare();
}

const rowOf = (target) => (target instanceof Element ? target.closest(ROW) : null);

/** Rows can be dragged only where this script runs. After a step, the same button has the focus again. */
function prepare() {
  for (const row of document.querySelectorAll(`${ROW}:not([draggable])`)) row.draggable = true;
  if (!focused || (document.activeElement !== document.body && document.activeElement?.isConnected)) return;
  const row = document.querySelector(`${ROW}[data-row="${focused.row}"]`);
  (row?.querySelector(`[data-step="${focused.step}"]:enabled`) ?? row?.querySelector("a"))?.focus();
}

function keydown(event) {
  const row = event.altKey && STEPS[event.key] && rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  row.querySelector(`[data-step="${STEPS[event.key]}"]`)?.click();
}

function click({ target }) {
  const button = target instanceof Element && target.closest(`${ROW} [data-step]`);
  if (button) focused = { row: rowOf(button).dataset.row, step: button.dataset.step };
}

function start(event) {
  dragged = rowOf(event.target);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.row);
  dragged.dataset.dragged = "";
}

function over(event) {
  const row = rowOf(event.target);
  mark();
  if (!dragged || !row || row === dragged || row.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  row.dataset.drop = isBefore(row, event) ? "before" : "after";
}

function drop(event) {
  const row = rowOf(event.target);
  if (!dragged || !row || row === dragged || row.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const others = [...row.parentElement.children].filter((one) => one !== dragged);
  send(dragged, others.indexOf(row) + (isBefore(row, event) ? 0 : 1));
  end();
}

function end() {
  if (dragged) delete dragged.dataset.dragged;
  dragged = undefined;
  mark();
}

const isBefore = (row, { clientY }) => clientY < row.getBoundingClientRect().top + row.offsetHeight / 2;

function mark() {
  for (const one of document.querySelectorAll(`${ROW}[data-drop]`)) delete one.dataset.drop;
}

/** Send a place that no button has. */
function send(row, place) {
  const form = row.querySelector("form:has([data-step])");
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "place", value: String(place) });
  form.append(field);
  form.requestSubmit();
  field.remove();
}
