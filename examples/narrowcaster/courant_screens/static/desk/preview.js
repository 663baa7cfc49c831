/** Small windows onto what screens show, opened when somebody wants them. */

const WIDTH = 1920;

export function preview() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("[data-watch]");
    if (button) toggle(document.getElementById("screens-previews"), button.dataset);
  });
}

function toggle(room, { watch, name }) {
  const open = [...room.children].find((one) => one.dataset.of === watch);
  if (open) open.remove();
  else room.append(windowOnto(watch, name));
}

function windowOnto(watch, name) {
  const figure = document.createElement("figure");
  figure.dataset.of = watch;
  const pane = document.createElement("div");
  const title = `What ${name} shows`;
  pane.append(Object.assign(document.createElement("iframe"), { src: watch, title, tabIndex: -1 }));
  const close = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Close" });
  close.ariaLabel = `Close the preview of ${name}`;
  close.addEventListener("click", () => figure.remove());
  const caption = document.createElement("figcaption");
  caption.append(`${title} `, close);
  figure.append(pane, caption);
  new ResizeObserver(([{ contentRect }]) => pane.style.setProperty("--scale", contentRect.width / WIDTH)).observe(pane);
  return figure;
}
