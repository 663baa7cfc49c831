/** Dragging the pages of a tree: before or after another page, or below it. A form sends where a page was dropped. */

/**
 * `itemOf` is the item of an element, `rowOf` what is seen of an item without those below it, `pathOf` the path of its
 * page; `form` has the fields `path`, `below` and `before`, and those of `more`.
 */
export function dragging({ itemOf, rowOf, pathOf, form, more = {} }) {
  let dragged = null;

  function start(event) {
    dragged = itemOf(event.target);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", pathOf(dragged));
    dragged.dataset.dragged = "";
  }

  function over(event) {
    const item = itemOf(event.target);
    mark(null);
    if (!dragged || !item || dragged.contains(item)) return;
    event.preventDefault();
    mark(item, placeIn(rowOf(item), event.clientY));
  }

  function drop(event) {
    const item = itemOf(event.target);
    if (!dragged || !item || !form() || dragged.contains(item)) return;
    event.preventDefault();
    const place = placeIn(rowOf(item), event.clientY);
    const [path, there] = [pathOf(dragged), pathOf(item)];
    const below = place === "in" ? there : there.split("/").slice(0, -1).join("/");
    const before = { in: "", before: there, after: pathOf(item.nextElementSibling) }[place];
    end();
    if (before !== path) send(form(), { ...more, path, below, before });
  }

  function end() {
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
    mark(null);
  }

  for (const [name, act] of Object.entries({ dragstart: start, dragover: over, drop, dragend: end }))
    document.addEventListener(name, act);
}

/** Send a form with these fields. */
export function send(form, fields) {
  for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
  form.requestSubmit();
}

/** The step of an arrow key: in and out go with the direction in which an element is read. */
export function stepOf(key, element) {
  const turned = getComputedStyle(element).direction === "rtl";
  const [right, left] = turned ? ["out", "in"] : ["in", "out"];
  return { ArrowUp: "up", ArrowDown: "down", ArrowRight: right, ArrowLeft: left }[key];
}

/** Where the pointer is in a row: near its upper edge, near its lower edge, or between. */
function placeIn(row, y) {
  const { top, height } = row.getBoundingClientRect();
  const at = (y - top) / height;
  return at < 0.3 ? "before" : at > 0.7 ? "after" : "in";
}

function mark(item, place) {
  for (const one of document.querySelectorAll("[data-drop]")) delete one.dataset.drop;
  if (item) item.dataset.drop = place;
}
