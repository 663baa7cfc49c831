/**
 * Shows pages and pictures, each in a layer over the others. A page is in a frame, where its own module keeps it live.
 * Layers stay, so that what was shown once is shown again without the network.
 */

/** How many layers stay: each page has a connection of its own. */
const MOST = 8;

/** So long a page or a picture may take, in milliseconds. */
const PATIENCE = 20_000;

/** In a frame: nothing but the page, in letters that are read from afar. */
const DRESS = `
  html { font-size: max(100%, 1.3vw); overflow: hidden; scrollbar-width: none; }
  .topbar, .footer, .skip, #progress, #announce, #notices, form, .actions, .pager, .toc, .crumbs, [data-role]:not(html), [data-only] { display: none !important; }
  main { padding-block: 2rem !important; }
`;

export class Stage {
  #root;
  #layers = new Map();
  #open;

  constructor(root) {
    this.#root = root;
  }

  /** Show a slide; resolves to whether that was possible. */
  async show(slide) {
    const layer = await this.prepare(slide);
    if (!layer) return false;
    for (const other of this.#layers.values()) other.element.toggleAttribute("data-open", other === layer);
    this.#open = layer;
    layer.used = performance.now();
    this.scroll(0);
    this.#dropOld();
    return true;
  }

  /** Load what a slide shows; resolves to its layer, or to nothing. */
  async prepare({ kind, path }) {
    const name = `${kind} ${path}`;
    const known = this.#layers.get(name);
    if (known && (await works(known))) return known;
    if (known) this.#drop(name);
    const layer = kind === "picture" ? picture(path) : frame(path);
    this.#layers.set(name, layer);
    this.#root.prepend(layer.element);
    if (await works(layer)) return layer;
    if (this.#layers.get(name) === layer) this.#drop(name);
    return undefined;
  }

  /** Scroll a page that is longer than the screen, a screenful at a time: `fraction` of its time is over. */
  scroll(fraction) {
    this.#open?.scroll(fraction);
  }

  /** Show nothing. */
  clear() {
    this.#open?.element.removeAttribute("data-open");
    this.#open = undefined;
  }

  #dropOld() {
    const old = [...this.#layers].filter(([, layer]) => layer !== this.#open).sort(([, one], [, other]) => other.used - one.used);
    for (const [name] of old.slice(MOST - 1)) this.#drop(name);
  }

  #drop(name) {
    const layer = this.#layers.get(name);
    if (!layer || layer === this.#open) return void this.#layers.delete(name), this.#retire(layer);
    this.#layers.delete(name);
    layer.element.remove();
  }

  /** A layer that is seen goes when another one covers it. */
  #retire(layer) {
    if (layer) setTimeout(() => layer.element.remove(), PATIENCE);
  }
}

async function works(layer) {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
  return (await Promise.race([layer.loaded, patience])) && layer.works();
}

function picture(path) {
  const element = Object.assign(document.createElement("img"), { src: new URL(path, location.origin).pathname, alt: "" });
  const loaded = element.decode().then(() => true, () => false);
  return { element, loaded, used: performance.now(), works: () => element.naturalWidth > 0, scroll: () => undefined };
}

function frame(path) {
  const address = new URL(path, location.origin);
  const element = document.createElement("iframe");
  if (address.origin !== location.origin) return { element, loaded: Promise.resolve(false), works: () => false, scroll: () => undefined };
  address.searchParams.set("framed", "");
  element.title = path;
  element.tabIndex = -1;
  element.inert = true;
  element.src = address.href;
  const loaded = new Promise((resolve) => element.addEventListener("load", () => resolve(dress(element))));
  return { element, loaded, used: performance.now(), works: () => isPage(element), scroll: (fraction) => scroll(element, fraction) };
}

/** Whether a frame has a page of the site, and no error: neither the browser's, of which nothing is seen, nor ours. */
function isPage(element) {
  const main = documentOf(element)?.getElementById("main");
  return Boolean(main) && Number(main.dataset.status ?? 500) < 400;
}

function documentOf(element) {
  try {
    return element.contentDocument;
  } catch {
    return null;
  }
}

function dress(element) {
  const page = documentOf(element);
  if (!isPage(element)) return false;
  const sheet = new element.contentWindow.CSSStyleSheet();
  sheet.replaceSync(DRESS);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  return true;
}

function scroll(element, fraction) {
  const root = documentOf(element)?.documentElement;
  const height = element.clientHeight;
  if (!root || !height) return;
  const screenfuls = Math.max(Math.ceil(root.scrollHeight / height), 1);
  const at = Math.min(Math.floor(fraction * screenfuls), screenfuls - 1);
  const top = Math.min(at * height * 0.9, root.scrollHeight - height);
  if (Math.abs(Number(element.dataset.top ?? 0) - top) < 1) return;
  element.dataset.top = String(top);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || top === 0;
  element.contentWindow.scrollTo({ top, behavior: calm ? "instant" : "smooth" });
}
