/** Tables to and from a grid of cells. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { aligned, empty, filled, formatted, parsed, spreadsheet, withColumn, withoutColumn, withoutRow, withRow } from "../editor/markdown/tables.js";

const TABLE = "| Fern | Height |\n| ---- | -----: |\n| a\\|b |    180 |\n|      |        |";

test("a table that is read and written is the same", () => {
  const table = parsed(TABLE)!;
  assert.deepEqual(table, { sides: ["", "right"], rows: [["Fern", "Height"], ["a|b", "180"], ["", ""]] });
  assert.equal(formatted(table), TABLE);
});

test("a table without pipes at its sides, with too few and too many cells", () => {
  assert.deepEqual(parsed("a | b\n:-: | --\n1\n1 | 2 | 3"), { sides: ["center", ""], rows: [["a", "b"], ["1", ""], ["1", "2"]] });
});

test("what is no table", () => {
  for (const text of ["", "| a |", "a\nb", "| a |\n| b |"]) assert.equal(parsed(text), null);
});

test("cells have neither line breaks nor pipes that divide", () => {
  const text = formatted({ sides: [""], rows: [["a"], ["one\ntwo | three"]] });
  assert.equal(text.split("\n").length, 3);
  assert.ok(text.endsWith("| one<br>two \\| three |"));
});

test("wide signs take two columns", () => {
  assert.deepEqual(formatted({ sides: [""], rows: [["日本"], ["abcd"]] }).split("\n"), ["| 日本 |", "| ---- |", "| abcd |"]);
});

test("rows and columns come and go, but not the last", () => {
  const table = filled(empty(2, 2), 0, 0, [["a", "b"], ["c", "d"]]);
  assert.deepEqual(withRow(table, 1).rows, [["a", "b"], ["", ""], ["c", "d"]]);
  assert.deepEqual(withColumn(table, 2).rows, [["a", "b", ""], ["c", "d", ""]]);
  assert.deepEqual(withoutRow(table, 0).rows, [["c", "d"]]);
  assert.deepEqual(withoutColumn(aligned(table, 1, "right"), 0), { sides: ["right"], rows: [["b"], ["d"]] });
  assert.equal(withoutRow(withoutRow(table, 0), 0).rows.length, 1);
  assert.equal(withoutColumn(withoutColumn(table, 0), 0).sides.length, 1);
});

test("what a spreadsheet copies fills a grid, which grows", () => {
  const cells = spreadsheet('a\tb\r\n"one\ntwo ""x"""\t\r\n')!;
  assert.deepEqual(cells, [["a", "b"], ['one\ntwo "x"', ""]]);
  assert.deepEqual(filled(empty(1, 1), 0, 1, cells).rows, [["", "a", "b"], ["", 'one\ntwo "x"', ""]]);
  assert.equal(spreadsheet("plain words"), null);
});
