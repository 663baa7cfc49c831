/** Who else writes, and where: the states of an Awareness, which editors read, fed by the messages of the service. */

import type { Awareness } from "y-protocols/awareness";
import type { Seat } from "./wire.js";

const COLOR = /^oklch\([\d.% ]+\)$/;
const NEUTRAL = "oklch(0.6 0.15 260)";

/** Seat or unseat others. With `whole`, these are all who write now. */
export function seat(awareness: Awareness, seats: readonly Seat[], whole: boolean): void {
  const changes = { added: [] as number[], updated: [] as number[], removed: [] as number[] };
  for (const one of seats) if (one.client !== awareness.clientID) put(awareness, one, changes);
  const here = new Set(seats.map(({ client }) => client));
  const gone = whole ? [...awareness.states.keys()].filter((client) => client !== awareness.clientID && !here.has(client)) : [];
  for (const client of gone) put(awareness, { client, name: "", caret: null }, changes);
  for (const event of ["change", "update"]) awareness.emit(event, [changes, "service"]);
}

function put(awareness: Awareness, { client, name, caret }: Seat, changes: Record<"added" | "updated" | "removed", number[]>): void {
  const before = awareness.states.has(client);
  if (!caret) {
    if (awareness.states.delete(client)) changes.removed.push(client);
    awareness.meta.delete(client);
    return;
  }
  const color = COLOR.test(caret.user?.color ?? "") ? caret.user!.color : NEUTRAL;
  awareness.states.set(client, { user: { name, color }, cursor: caret.cursor ?? null });
  awareness.meta.set(client, { clock: 1, lastUpdated: Date.now() }); // the awareness drops it after 30 seconds
  changes[before ? "updated" : "added"].push(client);
}
