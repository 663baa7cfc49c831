import assert from "node:assert/strict";
import { test } from "node:test";
import { baseOf, decide, moduleOf, topicOf } from "../src/fragments/versions.js";

const own = { id: "blog.index", version: 4 };

test("an id has a module, a base and a topic", () => {
  assert.equal(moduleOf("blog.comments-12/3"), "blog");
  assert.equal(baseOf("blog.comments-12/3"), "blog.comments-12");
  assert.equal(topicOf("blog.comments-12/3"), "courant.blog.live.comments-12");
});

test("what is not newer is ignored, whatever it says", () => {
  for (const version of [0, 3, 4]) {
    assert.equal(decide({ id: "blog.index", version, html: "x" }, own), "ignore");
    assert.equal(decide({ id: "blog.index", version, gone: true }, own), "ignore");
  }
});

test("whole HTML is applied from any version, an empty one too", () => {
  assert.equal(decide({ id: "blog.index", version: 9, html: "" }, own), "whole");
});

test("children lead on only from their base", () => {
  assert.equal(decide({ id: "blog.index", version: 5, base: 4, put: [] }, own), "children");
  assert.equal(decide({ id: "blog.index", version: 6, base: 5, put: [] }, own), "ask");
});

test("nothing, or another part, is asked for", () => {
  assert.equal(decide({ id: "blog.index", version: 5 }, own), "ask");
  assert.equal(decide({ id: "blog.index", version: 5, html: null, base: null }, own), "ask");
  assert.equal(decide({ id: "blog.index", version: 5, html: "x" }, { id: "blog.index/2", version: 4 }), "ask");
});

test("gone is gone for all parts", () => {
  assert.equal(decide({ id: "blog.index", version: 5, gone: true }, { id: "blog.index/2", version: 4 }), "gone");
});
