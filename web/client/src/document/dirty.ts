/** Whether a form contains changes that have not been sent yet. */

import { all, main } from "./elements.js";

const FIELDS = "input, textarea, select";

/** Whether an element accepts input. */
export function isField(element: Element): element is HTMLElement {
  return element.matches(`${FIELDS}, [contenteditable]`);
}

/** Whether a form has `data-dirty`, or a field whose value differs from the rendered one. */
export function isDirty(form: HTMLFormElement): boolean {
  return "dirty" in form.dataset || [...form.elements].some(isChanged);
}

/** Whether the page has words that a page which is not for their writer (any more) must not replace. */
export function outlasts(status: number): boolean {
  return status === 403 && all<HTMLFormElement>("form[data-call]", main()).some(isDirty);
}

/** Whether the value of a field differs from the rendered one. */
export function isChanged(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) return isRechosen(field);
  if (!(field instanceof HTMLInputElement)) return false;
  return ["checkbox", "radio"].includes(field.type)
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
}

function isRechosen(field: HTMLSelectElement): boolean {
  const options = [...field.options];
  const untouched = !field.multiple && !options.some((option) => option.defaultSelected);
  if (untouched) return field.selectedIndex > 0;
  return options.some((option) => option.selected !== option.defaultSelected);
}
