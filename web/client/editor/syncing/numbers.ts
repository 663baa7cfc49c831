/** Which of a text's numbered updates a window has: those up to `front`, and some after a gap. */

export class Numbers {
  front = 0;
  readonly #ahead = new Map<number, number>();

  /** The window has everything up to this number. */
  begin(number: number): void {
    this.front = number;
    this.#ahead.clear();
  }

  /** The window has the updates after one number, up to another. */
  add(after: number, number: number): void {
    if (after > this.front) this.#ahead.set(after, Math.max(number, this.#ahead.get(after) ?? 0));
    else this.front = Math.max(this.front, number);
    for (const [from, to] of this.#ahead) {
      if (from > this.front) continue;
      this.#ahead.delete(from);
      return this.add(from, to);
    }
  }

  /** Whether some before the newest known are missing. */
  get gap(): boolean {
    return this.#ahead.size > 0;
  }
}
