/**
 * Puts pages in order in the tree beside a page, for those who may: by dragging their links, and with Alt and an arrow
 * key on one. The form in the tree sends every step.
 */

import { dragging, send, stepOf } from "./ordering/dragging.js";
import { WORDS } from "./ordering/languages.js";

const ROOT = "/wiki/";

/** The page that moves, whose link has the focus again: its words, its path, and the paths of others before the step. */
let moving = null;

const tree = () => document.querySelector("nav.tree");
const form = () => document.querySelector("nav.tree form");
const linkOf = (item) => item.querySelector(":scope > a");
const itemOf = (target) => target instanceof Element && target.closest("nav.tree li");
const lastOf = (path) => path.slice(path.lastIndexOf("/") + 1);
const links = () => [...document.querySelectorAll("nav.tree li > a")];

const pathOfLink = (link) => decodeURIComponent(link.pathname).slice(ROOT.length).replace(/\/$/, "");

/** The path of an item's page; of a name above pages, which is none, it is that of the first of them without its end. */
function pathOf(item) {
  if (!item) return "";
  const link = linkOf(item);
  if (link) return pathOfLink(link);
  return pathOf(item.querySelector("li")).split("/").slice(0, -1).join("/");
}

function keydown(event) {
  const item = event.altKey && itemOf(event.target);
  const step = item && linkOf(item) === event.target && stepOf(event.key, item);
  moving = null;
  if (!step || !form()) return;
  event.preventDefault();
  const path = pathOf(item);
  moving = { words: event.target.textContent, path, stays: step in { up: 1, down: 1 }, before: new Set(links().map(pathOfLink)) };
  send(form(), { step: `${step} ${path}`, path: "", below: "", before: "" });
}

function refocus() {
  if (!moving || document.activeElement?.closest("form, dialog")) return;
  const found = links().find((link) => link.textContent === moving.words && isMoving(pathOfLink(link)));
  if (!found || found === document.activeElement) return;
  for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  found.focus();
}

/** Whether a path is that of the page that moves: the one it had, or a new one with the same end. */
function isMoving(path) {
  if (moving.stays) return path === moving.path;
  return !moving.before.has(path) && lastOf(path) === lastOf(moving.path);
}

function prepare() {
  if (tree() && form() && !tree().ariaDescription) tree().ariaDescription = WORDS.help;
  refocus();
}

/** The style sheet, which only those who may order pages load. */
function loadStyle() {
  const { pathname } = new URL("./order.css", import.meta.url);
  if (document.head.querySelector(`link[href="${pathname}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: pathname }));
}

export default () => {
  if ("ordering" in document.documentElement.dataset) return; // another release of this script runs already
  document.documentElement.dataset.ordering = "";
  loadStyle();
  dragging({
    itemOf: (target) => form() && itemOf(target),
    rowOf: (item) => item.firstElementChild,
    pathOf,
    form,
    more: { step: "" },
  });
  document.addEventListener("keydown", keydown);
  document.addEventListener("pointerdown", () => (moving = null));
  new MutationObserver(prepare).observe(document.getElementById("main"), { childList: true, subtree: true });
  prepare();
};
