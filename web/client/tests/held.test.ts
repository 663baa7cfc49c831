/** Others' changes that wait for an input method: however they mix with one's own, both texts are equal afterwards. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import * as Y from "yjs";
import { changeOf, difference, Held, merged } from "../editor/sharing/held.js";

/** Numbers from 0 to 1, the same in each run (a linear congruential generator, from Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function someChange(length: number, random: () => number): ChangeSet {
  const from = Math.floor(random() * (length + 1));
  const to = Math.min(length, from + Math.floor(random() * 4));
  return ChangeSet.of({ from, to, insert: ["", "a", "b\n", "😀"][Math.floor(random() * 4)]! }, length, "\n");
}

test("the window and the shared text become equal", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = numbers(seed);
    const held = new Held();
    let [inWindow, shared] = [Text.of(["One line", "and another"]), Text.of(["One line", "and another"])];
    for (let step = 0; step < 12; step++) {
      if (random() < 0.5) {
        const theirs = someChange(shared.length, random);
        shared = theirs.apply(shared);
        held.add(theirs);
      } else {
        const own = someChange(inWindow.length, random);
        inWindow = own.apply(inWindow);
        shared = held.own(own).apply(shared);
      }
      if (random() < 0.2) inWindow = held.take()?.apply(inWindow) ?? inWindow;
    }
    inWindow = held.take()?.apply(inWindow) ?? inWindow;
    assert.equal(inWindow.toString(), shared.toString(), `seed ${seed}`);
  }
});

test("places follow what the window does not show yet", () => {
  const held = new Held();
  held.add(ChangeSet.of({ from: 0, insert: "xx" }, 5));
  assert.equal(held.toShared(3), 5);
  assert.equal(held.toWindow(5), 3);
});

test("a change of a Yjs text is CodeMirror's, also with a carriage return that somebody has put in", () => {
  const text = new Y.Doc().getText("text");
  text.insert(0, "one\ntwo");
  let shown = Text.of(["one", "two"]);
  text.observe(({ delta }) => (shown = changeOf(delta, shown.length).apply(shown)));
  text.doc!.transact(() => (text.delete(0, 2), text.insert(1, "😀\r"), text.insert(0, "\n")));
  assert.equal(shown.toString(), text.toString());
  assert.equal(shown.length, text.length);
});

test("the difference of two texts leaves in place what both have", () => {
  assert.equal(difference("one two", "one two"), null);
  assert.deepEqual(difference("one two", "one and two"), { from: 4, to: 4, insert: "and " });
  assert.deepEqual(difference("aaa", "aa"), { from: 2, to: 3, insert: "" });
  assert.deepEqual(difference("", "x"), { from: 0, to: 0, insert: "x" });
});

test("what was typed before the shared text was there is put into it", () => {
  const base = "One.\n\nTwo.";
  const theirs = "One, theirs.\n\nTwo.";
  const change = merged(base, "One.\n\nTwo, mine.", theirs);
  assert.equal(change?.apply(Text.of(theirs.split("\n"))).toString(), "One, theirs.\n\nTwo, mine.");
  assert.equal(merged(base, base, theirs), null);
});
