/** What is over the slides: an urgent message, the code of a device that is not paired, and a calm face when idle. */

/** So many letters fit in the large size. */
const LONG = 100;

export class Panels {
  #idle = panel("screens-idle");
  #time = document.createElement("time");
  #code = panel("screens-code");
  #urgent = panel("screens-urgent");
  #name;

  constructor(root, name) {
    this.#name = name;
    this.#idle.append(line("screens-name", name), this.#time);
    this.#urgent.role = "alert";
    for (const one of [this.#idle, this.#code, this.#urgent]) root.append(one);
  }

  /** The urgent messages: they stay until there are others. */
  urgent(texts) {
    this.#urgent.toggleAttribute("data-long", texts.join("").length > LONG);
    fill(this.#urgent, texts.map((text) => line("screens-text", text)));
  }

  /** The code to type at the desk; nothing if there is none. */
  code(code, words = "") {
    const shown = code && `${code.slice(0, 3)} ${code.slice(3)}`;
    const asked = code ? `To make this device the screen “${this.#name}”, type this code at the desk:` : words;
    fill(this.#code, [asked && line("", asked), shown && line("screens-letters", shown)].filter(Boolean));
  }

  /** Whether there is nothing to show: then it shows its name and the time. */
  idle(is) {
    this.#idle.hidden = !is;
  }

  clock(now) {
    const text = new Date(now).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (this.#time.textContent !== text) this.#time.textContent = text;
  }
}

function panel(name) {
  return Object.assign(document.createElement("div"), { className: name, hidden: true });
}

function line(name, text) {
  return Object.assign(document.createElement("p"), { className: name, textContent: text, dir: "auto" });
}

/** Screen readers read what is new, so what is the same stays. */
function fill(element, lines) {
  const same = element.childElementCount === lines.length && lines.every((one, at) => one.isEqualNode(element.children[at]));
  if (!same) element.replaceChildren(...lines);
  element.hidden = !lines.length;
}
