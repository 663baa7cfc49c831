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

function step(list, item, by) {
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const here = boxes.findIndex((box) => item?.contains(box));
  boxes[here + by]?.focus();
}
