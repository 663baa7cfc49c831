/** Decides what is shown: what the desk wants, or else the slides of the playlist in turn. */

import { entriesAt, slidesOf } from "./program.js";

/** So long after nothing could be shown, it is tried again. */
const RETRY = 5000;

export class Player {
  program = { changes: [], lists: {} };
  control = { step: "0", paused: false, now: "", on: false, playing: "" };
  onShow = () => undefined;
  #current;
  #since = 0;
  #step;
  #busy = false;
  #retry = 0;

  constructor({ stage, feeds, watches, now }) {
    Object.assign(this, { stage, feeds, watches, now });
  }

  /** What to report of the slide that is shown. */
  get shown() {
    const { key = "", title = "" } = this.#current ?? {};
    return { playing: key.slice(0, 300), title: title.slice(0, 200) };
  }

  /** Whether there is nothing to show. */
  get isIdle() {
    return !this.#current;
  }

  /** Show another slide if it is time. Called every second, and whenever something is new. */
  tick() {
    const entries = entriesAt(this.program, this.now());
    const slides = slidesOf(entries, this.feeds.newest);
    this.#step ??= this.control.step;
    this.stage.scroll(this.#fraction());
    if (this.#busy || entries.some(({ kind, path }) => kind === "feed" && this.feeds.waitsFor(path))) return;
    const wanted = this.#wanted(slides);
    if (wanted) void this.#show(wanted);
    else if (!slides.length && !this.control.now) this.#clear();
  }

  /** The slides to try, the best first; undefined if the present one stays. */
  #wanted(slides) {
    const { now, on, playing, paused, step } = this.control;
    const isHere = (key) => this.#current?.key === key;
    if (now) return isHere(`now ${now}`) || this.#waits() ? undefined : [{ key: `now ${now}`, kind: kindOf(now), path: now, title: now, seconds: 3600 }];
    if (!slides.length) return undefined;
    if (this.watches && on) return isHere(playing) || this.#waits() ? undefined : slides.filter(({ key }) => key === playing);
    const at = slides.findIndex(({ key }) => isHere(key));
    if (at < 0) return this.#waits() ? undefined : slides;
    if (step === this.#step && (paused || this.#fraction() < 1 || this.#waits())) return undefined;
    return [...slides.slice(at + 1), ...slides.slice(0, at + 1)];
  }

  #waits() {
    return Math.abs(this.now() - this.#retry) < RETRY;
  }

  /** Show the first of these slides that can be shown; if none can, the present one stays. */
  async #show(slides) {
    this.#busy = true;
    this.#step = this.control.step;
    try {
      for (const slide of slides) if (await this.stage.show(slide)) return this.#begin(slide, slides);
      this.#retry = this.now();
    } finally {
      this.#busy = false;
    }
  }

  #begin(slide, slides) {
    this.#current = slide;
    this.#since = this.now();
    this.onShow();
    const next = slides[slides.indexOf(slide) + 1];
    if (next) void this.stage.prepare(next);
  }

  #clear() {
    if (!this.#current) return;
    this.#current = undefined;
    this.stage.clear();
    this.onShow();
  }

  /** How much of its time the slide has had. A clock that was put back begins it anew. */
  #fraction() {
    const passed = this.now() - this.#since;
    if (passed < 0) this.#since = this.now();
    return Math.max(passed, 0) / ((this.#current?.seconds ?? 1) * 1000);
  }
}

function kindOf(path) {
  return path.startsWith("/media/") ? "picture" : "page";
}
