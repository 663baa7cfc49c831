/** Keeps what the reader sees where it is while something above it changes; not every browser does so by itself. */

import { all, main } from "../document/elements.js";

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, blockquote, figure, tr, dt, dd, summary";

/** Change the page; then the first block that was visible and is still there stands where it stood. */
export function keepPlace(act: () => void): void {
  const before = scrollY > 0 ? visible().map((block) => [block, topOf(block)] as const) : [];
  act();
  const [block, top] = before.find(([one]) => one.isConnected) ?? [];
  const moved = block ? topOf(block) - (top as number) : 0;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

/** The blocks of the page that begin in the window. */
function visible(): Element[] {
  return all(BLOCKS, main()).filter((block) => topOf(block) >= 0 && topOf(block) < innerHeight);
}

function topOf(block: Element): number {
  return block.getBoundingClientRect().top;
}
