/** A follower on a site in memory that loses, repeats and reorders live events, and goes away. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { ConnectionLost, WampError } from "../../../web/client/wamp/index.js";
import { Follower, patience, type Behaviour, type Event } from "../src/follower.js";
import { inFile, withTheWork, type Keeper } from "../src/keeping.js";

const [SAID, DONE, OTHER] = ["courant.hall.word.said", "courant.hall.word.done", "courant.yard.word.said"];
const TOPICS = [SAID, DONE, OTHER] as string[];

class Site {
  logs: Record<string, [number, string][]> = { hall: [], yard: [] };
  ends: Record<string, number> = { hall: 0, yard: 0 };
  oldest = 0;
  away = false;
  calls = 0;

  add(topic: string, step = 1): number {
    const module = topic.split(".")[1]!;
    this.ends[module]! += step;
    this.logs[module]!.push([this.ends[module]!, topic]);
    return this.ends[module]!;
  }

  call = async (procedure: string, fields: Record<string, unknown>): Promise<unknown> => {
    await turn();
    this.calls += 1;
    const module = procedure.split(".")[1]!;
    if (this.away) throw new ConnectionLost("away");
    const [after, end] = [(fields["after"] as number | undefined) ?? this.oldest, this.ends[module]!];
    if (after < this.oldest || after > end) {
      throw new WampError("courant.error.position_lost", ["lost"], { oldest: this.oldest, end });
    }
    const limit = Math.min(fields["limit"] as number, 3);
    const topics = fields["topics"] as string[];
    const rows = this.logs[module]!.filter(([at, topic]) => at > after && topics.includes(topic)).slice(0, limit);
    const last = rows.length < limit ? end : rows.at(-1)![0];
    const packed = JSON.stringify(rows.map(([number, topic]) => ({ number, topic, payload: {} })));
    return { packed, last, end, more: last < end };
  };
}

class Program {
  done: [string, number][] = [];
  stored = "";
  errors: unknown[] = [];
  fails = 0;

  constructor(
    readonly site: Site,
    readonly more: Partial<Behaviour> = {},
    readonly keeper: Keeper = withTheWork(() => this.stored),
  ) {}

  act = async ({ module, number, position }: Event): Promise<void> => {
    await turn();
    if (this.fails > 0) {
      this.fails -= 1;
      throw new Error("no");
    }
    this.done.push([module, number]);
    this.stored = position;
  };

  begin(): Follower {
    const behaviour = { topics: TOPICS, act: this.act, onTrouble: () => undefined, ...this.more };
    const clock = { now: () => 0, pause: () => turn() };
    return new Follower(behaviour, this.keeper, this.site.call, clock, (error) => this.errors.push(error));
  }
}

async function idle(): Promise<void> {
  for (let turns = 0; turns < 200; turns += 1) await turn();
}

/** The same numbers in each run: a linear congruential generator (Numerical Recipes). */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (1664525 * state + 1013904223) % 2 ** 32) % below;
}

for (let seed = 1; seed <= 25; seed += 1) {
  test(`each event comes once and in order, whatever dies: story ${seed}`, async () => {
    const [site, chance] = [new Site(), chances(seed)];
    const program = new Program(site);
    let follower = program.begin();
    await follower.joined();
    const late: [string, number][] = [];
    for (let step = 0; step < 40; step += 1) {
      const deed = chance(12);
      if (deed < 6) {
        const topic = TOPICS[chance(3)]!;
        late.push([topic, site.add(topic, 1 + chance(2))]);
        for (let times = chance(3); times > 0; times -= 1) follower.heard(topic, { event: late.at(-1)![1] });
      } else if (deed === 6) for (const [topic, event] of late.slice(-4).reverse()) follower.heard(topic, { event });
      else if (deed === 7) (follower.left(), await follower.joined());
      else if (deed === 8) {
        follower.left();
        await idle(); // in one process the old one's handler would go on beside the new one's
        follower = program.begin();
        await follower.joined();
      } else if (deed === 9) program.fails += 1;
      else if (deed === 10) site.away = !site.away;
      else await idle();
    }
    site.away = false;
    follower.left();
    await follower.joined();
    await idle();
    for (const module of ["hall", "yard"]) {
      const seen = program.done.filter(([name]) => name === module).map(([, number]) => number);
      assert.deepEqual(seen, site.logs[module]!.map(([number]) => number));
    }
    assert.deepEqual(program.errors, []);
  });
}

test("the next event is taken without a look into the log", async () => {
  const site = new Site();
  const program = new Program(site);
  const follower = program.begin();
  await follower.joined();
  await idle();
  const before = site.calls;
  follower.heard(SAID!, { event: site.add(SAID!) });
  await idle();
  assert.equal(site.calls, before);
  assert.deepEqual(program.done, [["hall", 1]]);
});

test("a lost position ends the follower, or is told", async () => {
  const site = new Site();
  for (let count = 0; count < 5; count += 1) site.add(SAID!);
  site.oldest = 3;
  const strict = new Program(site, { topics: [SAID!] });
  strict.stored = "hall:1";
  await strict.begin().joined();
  await idle();
  assert.equal((strict.errors[0] as WampError).uri, "courant.error.position_lost");
  const told: unknown[] = [];
  const program = new Program(site, { topics: [SAID!], whenLost: (...lost) => told.push(lost) });
  program.stored = "hall:1";
  await program.begin().joined();
  await idle();
  assert.deepEqual(told, [["hall", 1, 3]]);
  assert.deepEqual(program.done, [["hall", 4], ["hall", 5]]);
});

test("from now begins at the end and stores that at once, in a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "courant-follow-"));
  const site = new Site();
  site.add(SAID!);
  const program = new Program(site, { topics: [SAID!], fromNow: true }, inFile(join(folder, "position")));
  await program.begin().joined();
  await idle();
  assert.equal(readFileSync(join(folder, "position"), "ascii"), "hall:1\n");
  rmSync(folder, { recursive: true });
});

test("pauses grow to a minute with jitter", () => {
  assert.deepEqual([1, 2, 3].map((failures) => patience(failures, 1)), [200, 400, 800]);
  assert.deepEqual([patience(99, 0), patience(99, 1)], [30_000, 60_000]);
});

test("what is no topic is an error before anything begins", () => {
  assert.throws(() => new Program(new Site(), { topics: ["courant.blog"] }).begin(), /courant.blog is no topic/);
});
