/** The browser and Django find the same page: the table that tests/contract/test_routes.py reads too. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Routes } from "../src/pages/routes.js";

interface Table {
  routes: { name: string; pattern: string }[];
  paths: { path: string; route: string | null; arguments: Record<string, string> }[];
}

const table = JSON.parse(readFileSync("../../tests/contract/routes.json", "utf8")) as Table;
const routes = table.routes.map(({ name, pattern }) => ({ pattern, procedure: name, query: [] }));

for (const { path, route, arguments: named } of table.paths) {
  test(`${path} is ${route ?? "nobody's"}`, () => {
    const found = new Routes([{ module: "test", title: "", present: true, routes }]).match(path);
    assert.equal(found?.route.procedure ?? null, route);
    assert.deepEqual({ ...found?.named }, named);
  });
}

test("modules that are away, patterns for the server, and paths that are no text answer nothing", () => {
  const route = { pattern: "^blog/$", procedure: "a", query: [] };
  assert.equal(new Routes([{ module: "blog", title: "", present: false, routes: [route] }]).match("/blog/"), undefined);
  const unreadable = { ...route, pattern: "" };
  assert.equal(new Routes([{ module: "blog", title: "", present: true, routes: [unreadable] }]).match("/"), undefined);
  assert.equal(new Routes([{ module: "blog", title: "", present: true, routes: [route] }]).match("/%E0%A4%A/"), undefined);
});
