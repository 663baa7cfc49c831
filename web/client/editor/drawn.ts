/** What can wait until the letters are on the screen. */

/** Call a function once when the next frame has been drawn, unless the returned function is called before. */
export function drawn(act: () => void): () => void {
  let timer = document.hidden ? setTimeout(act) : undefined; // a hidden window has no frames
  const frame = timer === undefined ? requestAnimationFrame(() => (timer = setTimeout(act))) : 0;
  return () => (clearTimeout(timer), cancelAnimationFrame(frame));
}
