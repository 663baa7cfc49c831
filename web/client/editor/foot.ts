/** The line below the text: what became of the words, how many there are, and how the keyboard leaves. */

import { wordsIn } from "./markdown/counting.js";
import { WORDS } from "./words.js";

/** How long the writer must pause before the words are counted, and before what is saved is said to be (milliseconds). */
const PAUSE = 300;

export class Foot {
  readonly element = Object.assign(document.createElement("p"), { className: "foot" });
  readonly #saved = this.element.appendChild(document.createElement("span"));
  readonly #words = this.element.appendChild(document.createElement("span"));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #counted = false;

  constructor() {
    this.#saved.role = "status";
    this.#saved.className = "saved";
    const leave = this.element.appendChild(document.createElement("span"));
    Object.assign(leave, { className: "leave", textContent: WORDS.leave });
  }

  /** Show what became of the words: bad news at once, good news when the writer pauses, not between any two letters. */
  say(text: string, tone = ""): void {
    clearTimeout(this.#saying);
    if (this.#saved.textContent === text && (this.#saved.dataset["tone"] ?? "") === tone) return;
    const show = () => {
      this.#saved.textContent = text;
      this.#saved.dataset["tone"] = tone;
    };
    if (tone === "good" && this.#saved.textContent) this.#saying = setTimeout(show, PAUSE);
    else show();
  }

  /** Show how many words there are: at once for the first time, unless the text is long. */
  count(text: () => string, long: boolean): void {
    clearTimeout(this.#timer);
    const show = () => (this.#words.textContent = WORDS.words(wordsIn(text())));
    if (this.#counted || long) this.#timer = setTimeout(show, PAUSE);
    else show();
    this.#counted = true;
  }
}
