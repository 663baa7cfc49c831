/**
 * Loads the page anew: when there is a newer script, and at night after a day, or when memory has grown. It makes sure
 * before that the site has the page: a browser's own error page would stay until somebody comes.
 */

const DAY = 20 * 3600_000;
const LARGE = 500_000_000;
const DONE = "screens-renewed-for";

export class Renewal {
  #script;
  #started = performance.now();
  #busy = false;

  /** `script` is the address of the script that runs. */
  constructor(script) {
    this.#script = new URL(script).pathname;
  }

  /** Load the page anew if this answer to a report, or this device, says that it is time. */
  consider({ script, night }) {
    const newer = script !== this.#script && sessionStorage.getItem(DONE) !== script;
    const old = performance.now() - this.#started > DAY;
    const large = (performance.memory?.usedJSHeapSize ?? 0) > LARGE;
    if (newer || (night && (old || large))) void this.#renew(script);
  }

  async #renew(script) {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      // A page from before the new script, which a cache may still have, is not loaded for it.
      if (!answer.ok || !(await answer.text()).includes(script)) return;
      sessionStorage.setItem(DONE, script);
      location.reload();
    } catch {
      // The site is away: the next answer will ask again.
    } finally {
      this.#busy = false;
    }
  }
}
