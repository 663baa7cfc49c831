/**
 * The words of an article as the service counts them (`discussion/passages.py`): one space for each run of white space.
 */

const UNSAID = "button, annotation, style, script";
const CONTEXT = 32;
const LONGEST = 1000;
const SPACE = /\s/;

export class Words {
  /** The text nodes, each with its place in the text and whether white space precedes it. */
  #nodes = [];

  constructor(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node instanceof Text ? NodeFilter.FILTER_ACCEPT : node.matches(UNSAID) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP,
    );
    const parts = [];
    let start = 0;
    let spaced = true;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.#nodes.push({ node, start, spaced });
      const words = node.data.replace(/\s+/g, " ");
      const part = spaced ? words.replace(/^ /, "") : words;
      parts.push(part);
      start += part.length;
      if (words) spaced = words.endsWith(" ");
    }
    this.text = parts.join("");
  }

  /** The place of a quotation: where its words begin and end; undefined if they are not there. */
  find({ exact, prefix = "", suffix = "", nth = -1 }) {
    const places = [];
    for (let at = this.text.indexOf(exact); at >= 0 && places.length < 1000; at = this.text.indexOf(exact, at + 1)) places.push(at);
    const scored = places.map((at, index) => [this.#agreement(at, exact.length, prefix, suffix), index === nth ? 1 : 0, at]);
    const [best] = scored.sort((one, other) => other[0] - one[0] || other[1] - one[1] || one[2] - other[2]);
    return best && [best[2], best[2] + exact.length];
  }

  /** The quotation of the words in a range, in the form of `thread.open`; undefined if there are none, or too many. */
  quote(range) {
    const inside = this.#nodes.filter(({ node }) => range.intersectsNode(node));
    if (!inside.length) return undefined;
    const [first, last] = [inside[0], inside.at(-1)];
    let start = this.#index(first, first.node === range.startContainer ? range.startOffset : 0);
    let end = this.#index(last, last.node === range.endContainer ? range.endOffset : last.node.length);
    while (start < end && this.text[start] === " ") start += 1;
    while (start < end && this.text[end - 1] === " ") end -= 1;
    const exact = this.text.slice(start, end);
    if (!exact || [...exact].length > LONGEST) return undefined;
    const [prefix, suffix] = [this.text.slice(Math.max(start - CONTEXT, 0), start), this.text.slice(end, end + CONTEXT)];
    return { exact, prefix, suffix, start: [...this.text.slice(0, start)].length };
  }

  /** The range of a stretch of the text. */
  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.#point(start, 0));
    range.setEnd(...this.#point(end - 1, 1));
    return range;
  }

  #agreement(at, size, prefix, suffix) {
    const [before, after] = [this.text.slice(0, at).slice(-CONTEXT), this.text.slice(at + size, at + size + CONTEXT)];
    return common([...prefix].reverse(), [...before].reverse()) + common(suffix, after);
  }

  /** The place in the text of a place in a node. */
  #index({ node, start, spaced }, offset) {
    let at = start;
    for (const [here, shows] of shown(node.data, spaced)) {
      if (here >= offset) break;
      if (shows) at += 1;
    }
    return at;
  }

  /** The node and the offset, with `after` behind it, of a character of the text. */
  #point(index, after) {
    let low = 0;
    let high = this.#nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#nodes[middle].start <= index) low = middle;
      else high = middle - 1;
    }
    const { node, start, spaced } = this.#nodes[low];
    let at = start;
    for (const [here, shows] of shown(node.data, spaced)) {
      if (shows && at === index) return [node, here + after];
      if (shows) at += 1;
    }
    return [node, node.length];
  }
}

/** The offsets of some words, each with whether the text has its character. */
function* shown(words, spaced) {
  for (let at = 0; at < words.length; at += 1) {
    const space = SPACE.test(words[at]);
    yield [at, !space || !spaced];
    spaced = space;
  }
}

function common(one, other) {
  let size = 0;
  while (size < one.length && one[size] === other[size]) size += 1;
  return size;
}
