/** Pairs of places in two columns that show one text, and the way from one to the other. Pure. */

export type Kind = "heading" | "code" | "table";

export interface Place {
  readonly kind: Kind;
  readonly at: number;
}

export type Pairs = readonly (readonly [number, number])[];

/** The places that both columns have, with their beginnings and ends. A kind that one has more often is left out. */
export function paired(text: readonly Place[], shown: readonly Place[], ends: readonly [number, number]): Pairs {
  const kinds: readonly Kind[] = ["heading", "code", "table"];
  const pairs = kinds.flatMap((kind) => {
    const [left, right] = [text, shown].map((places) => places.filter((place) => place.kind === kind));
    return left!.length === right!.length ? left!.map(({ at }, index) => [at, right![index]!.at] as const) : [];
  });
  const inside = pairs.filter(([left, right]) => left > 0 && right > 0 && left < ends[0] && right < ends[1]);
  return [[0, 0], ...inside.sort(([left], [other]) => left - other), ends];
}

/** The place in the other column that belongs to `at` in the column `from` (0 or 1). */
export function between(pairs: Pairs, at: number, from: 0 | 1): number {
  const to = from === 0 ? 1 : 0;
  const next = pairs.findIndex((pair) => pair[from] > at);
  if (next < 0) return pairs.at(-1)![to];
  const [before, after] = [pairs[Math.max(next - 1, 0)]!, pairs[next]!];
  const share = (at - before[from]) / (after[from] - before[from] || 1);
  return before[to] + share * (after[to] - before[to]);
}
