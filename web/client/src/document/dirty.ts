/** Whether somebody typed or chose something that is not sent yet. */

const FIELDS = "input, textarea, select";

/** Whether an element is something one types or chooses in. */
export function isField(element: Element): element is HTMLElement {
  return element.matches(`${FIELDS}, [contenteditable]`);
}

/** Whether a form has a field that differs from what was rendered, or says so itself by `data-dirty`. */
export function isDirty(form: HTMLFormElement): boolean {
  return "dirty" in form.dataset || [...form.elements].some(isChanged);
}

/** Whether one field differs from what was rendered. */
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
