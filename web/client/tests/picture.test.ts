/** The picture of a page is the one that web names (web/tests/test_picture.py). */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "../src/contract.js";
import { picture } from "../src/pages/picture.js";

const PAGE = {
  status: 200, title: "Größe", author: "Ada", published: "2026-01-02T00:00:00Z", canonical: "/notes/gr%C3%B6%C3%9Fe/",
  image: "", noindex: false, audience: "live",
} as Page;
const UPLOAD = "/media/blog/0123456789abcdef0123456789abcdef-1200x480.png";

test("a page without a picture has a card whose address follows its words", () => {
  const found = picture(PAGE, "Ferns & more");
  assert.equal(found?.address, "/media/~card/a5e6a165/notes/gr%C3%B6%C3%9Fe.png");
  assert.notEqual(picture({ ...PAGE, title: "Size" }, "Ferns & more")?.address, found?.address);
});

test("a page shows its own picture with the size that its name has", () => {
  const found = picture({ ...PAGE, image: UPLOAD }, "Ferns & more");
  assert.deepEqual(found, { address: UPLOAD, width: 1200, height: 480, words: "Größe" });
  assert.equal(picture({ ...PAGE, image: "https://else.example/a.png" }, "")?.width, 0);
});

test("what is not for everybody has none", () => {
  for (const other of [{ noindex: true }, { status: 404 }, { audience: "staff" }, { canonical: "" }]) {
    assert.equal(picture({ ...PAGE, ...other } as Page, ""), null);
  }
});
