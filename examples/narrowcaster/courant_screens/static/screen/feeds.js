/** The newest entries of the site's feeds, by the path of each: asked for now and then, and kept while nobody answers. */

const FRESH = 60_000;
const RETRY = 10_000;

export class Feeds {
  #call;
  #known = new Map();

  constructor(call) {
    this.#call = call;
  }

  /** The entries of a feed as last heard: none before the first answer. */
  newest = (path) => {
    const known = this.#known.get(path) ?? { items: [], asked: -FRESH };
    this.#known.set(path, known);
    if (Math.abs(performance.now() - known.asked) >= FRESH) {
      known.asked = performance.now();
      this.#ask(path).then((items) => (known.items = items), () => (known.asked += RETRY - FRESH));
    }
    return known.items;
  };

  async #ask(path) {
    const { modules } = await this.#call("courant.core.module.list", {});
    const feed = modules.flatMap(({ feeds }) => feeds ?? []).find((one) => one.path === path);
    if (!feed) return [];
    const { items } = await this.#call(feed.procedure, {});
    return items.map(({ path: to, title }) => ({ path: to, title }));
  }
}
