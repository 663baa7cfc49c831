/** Shows the errors of a form above the field concerned, or at the top of the form. */

import { noticeIn } from "./notices.js";

let count = 0;

/** Show an error, and move the focus to it. */
export function showError(form: HTMLFormElement, message: string, name: unknown): void {
  const field = typeof name === "string" ? fieldOf(form, name) : undefined;
  if (field) mark(field, message);
  else notice(form, message);
}

/** Remove all errors shown before. */
export function clearErrors(form: HTMLFormElement): void {
  for (const element of form.querySelectorAll("[data-error]")) element.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) unmark(field);
}

function fieldOf(form: HTMLFormElement, name: string): HTMLElement | undefined {
  const found = form.elements.namedItem(name) ?? form.elements.namedItem(`${name}[]`);
  const field = found instanceof RadioNodeList ? found[0] : found;
  return field instanceof HTMLElement && !field.matches("[type=hidden]") ? field : undefined;
}

function mark(field: HTMLElement, message: string): void {
  const list = document.createElement("ul");
  const item = list.appendChild(document.createElement("li"));
  Object.assign(list, { className: "errorlist", id: `error-${(count += 1)}` });
  list.dataset["error"] = "";
  item.textContent = message;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), list.id].filter(Boolean).join(" "));
  for (let fold = field.closest("details"); fold; fold = fold.parentElement!.closest("details")) fold.open = true;
  (field.closest("label") ?? field).before(list);
  show(field, list);
  field.addEventListener("input", () => (list.remove(), unmark(field)), { once: true });
}

function unmark(field: Element): void {
  field.removeAttribute("aria-invalid");
  const others = field.getAttribute("aria-describedby")?.split(" ").filter((id) => document.getElementById(id)) ?? [];
  if (others.length > 0) field.setAttribute("aria-describedby", others.join(" "));
  else field.removeAttribute("aria-describedby");
}

function notice(form: HTMLFormElement, message: string): void {
  const element = noticeIn(form, message, "error");
  element.tabIndex = -1;
  show(element, element);
}

/** Focus an element, and scroll as little as it takes to see what was wrong with it. */
function show(element: HTMLElement, error: Element): void {
  element.focus();
  error.scrollIntoView({ block: "nearest", behavior: "instant" });
}
