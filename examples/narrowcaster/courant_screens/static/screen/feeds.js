/** The newest entries of the site's feeds, by the path of each: asked for now and then, and kept while nobody answers. */

const FRESH = 60_000;
const RETRY = 10_000;
const FIRST = 5000;

export class Feeds {
  #call;
  #known = new Map();

  constructor(call) {
    this.#call = call;
  }

  /** The entries of a feed as last heard: none before the first answer. */
  newest = (path) => this.#of(path).items;

  /** Whether the first answer may come at any moment. */
  waitsFor = (path) => {
    const { answered, began } = this.#of(path);
    return !answered && performance.now() - began < FIRST;
  };

  #of(path) {
    const now = performance.now();
    const known = this.#known.get(path) ?? { items: [], asked: now - FRESH, began: now, answered: false };
    this.#known.set(path, known);
    if (now - known.asked >= FRESH) void this.#renew(path, known, now);
    return known;
  }

  async #renew(path, known, now) {
    known.asked = now;
    try {
      known.items = await this.#ask(path);
    } catch {
      known.asked = now + RETRY - FRESH; // what was known stays
    }
    known.answered = true;
  }

  async #ask(path) {
    const { modules } = await this.#call("courant.core.module.list", {});
    const feed = modules.flatMap(({ feeds }) => feeds ?? []).find((one) => one.path === path);
    if (!feed) return [];
    const { items } = await this.#call(feed.procedure, {});
    return items.map(({ path: to, title }) => ({ path: to, title }));
  }
}
