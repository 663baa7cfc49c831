/** Offers the pictures of the library where one is put on a playlist. */

export function pictures({ call, notify }) {
  customElements.define(
    "screen-pictures",
    class extends HTMLElement {
      connectedCallback() {
        if (this.childElementCount) return;
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Choose a picture" });
        const found = Object.assign(document.createElement("div"), { className: "screens-pictures" });
        button.addEventListener("click", () => offer(found).catch(() => notify("The library does not answer now.", "bad")));
        this.append(button, found);
      }
    },
  );

  async function offer(found) {
    const { files } = await call("courant.screens.media.list", { pictures: true });
    found.replaceChildren(...files.map(choice));
    if (!files.length) found.append(Object.assign(document.createElement("p"), { textContent: "The library has no picture yet." }));
    found.querySelector("button")?.focus();
  }

  function choice({ path, title, alt }) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
    button.append(Object.assign(document.createElement("img"), { src: path, alt: alt || title, loading: "lazy" }));
    button.addEventListener("click", () => choose(button, path, alt || title));
    return button;
  }

  function choose(button, path, title) {
    const form = button.closest("screen-pictures").closest("form");
    Object.assign(form.elements.kind, { value: "picture" });
    Object.assign(form.elements.path, { value: path });
    Object.assign(form.elements.title, { value: title });
    button.parentElement.replaceChildren();
    form.elements.title.focus();
  }
}
