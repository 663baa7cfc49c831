/**
 * The keys of the list of comments that wait: J and K go to the next and the previous comment, X chooses it, A, S and R
 * press the buttons above the list. They count only while the focus is in the list (WCAG 2.1.4).
 */

const LIST = "ol.moderation";

addEventListener("keydown", (event) => {
  const list = event.target instanceof Element ? event.target.closest(LIST) : null;
  if (!list || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") step(list, event.target.closest("li"), key === "j" ? 1 : -1);
  else if (key === "x") event.target.closest("li")?.querySelector("input[type=checkbox]")?.click();
  else if ("asr".includes(key)) document.querySelector(`#bulk [aria-keyshortcuts="${key}"]`)?.click();
  else return;
  event.preventDefault();
});

/** What was chosen is sent: a field that has the focus, or a change in it, would keep its comment in the list. */
addEventListener("submit", (event) => {
  if (event.target.id === "bulk") setTimeout(() => leave(boxes(document.querySelector(LIST))));
});

function step(list, item, by) {
  const all = boxes(list);
  const here = all.findIndex((box) => item?.contains(box));
  all[here + by]?.focus();
}

function leave(all) {
  const last = all.findLastIndex((box) => box.checked);
  const next = all.slice(last + 1)[0] ?? all.find((box) => !box.checked);
  if (all.includes(document.activeElement)) (next ?? document.querySelector("#bulk button")).focus();
  for (const box of all) box.checked = false;
}

function boxes(list) {
  return [...(list?.querySelectorAll("input[type=checkbox]") ?? [])];
}
