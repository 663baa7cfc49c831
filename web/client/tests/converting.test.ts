/** HTML that is pasted becomes Markdown. */

import assert from "node:assert/strict";
import { test } from "node:test";
// @ts-expect-error Turndown's document for Node, whose types name another module
import domino from "@mixmark-io/domino";
import { markdownOf } from "../editor/converting.js";

function converted(html: string): string {
  return markdownOf(domino.createDocument(`<!doctype html><body>${html}</body>`).body);
}

const PASTES: readonly (readonly [string, string, string])[] = [
  ["words", "<p>Some <b>bold</b>, <i>slanted</i>, <s>wrong</s> and <code>code</code></p>", "Some **bold**, *slanted*, ~~wrong~~ and `code`"],
  ["headings and rules", "<h2>One</h2><hr><h3>Two</h3>", "## One\n\n***\n\n### Two"],
  ["a link", '<a href="https://example.org/">there</a>', "[there](https://example.org/)"],
  ["a link that runs something is words", '<a href="javascript:void 0">there</a>', "there"],
  ["signs of Markdown stay signs", "<p>2 * 3 * 4 and [x]</p>", "2 \\* 3 \\* 4 and \\[x\\]"],
  ["lists in lists", "<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>", "- one\n  - two\n- three"],
  ["numbers", '<ol start="9"><li>one</li><li>two</li></ol>', "9. one\n10. two"],
  ["tasks", '<ul><li><input type="checkbox" checked> done</li><li><input type="checkbox"> not</li></ul>', "- [x] done\n- [ ] not"],
  ["code", '<pre><code class="language-py">x = 1\ny</code></pre>', "```py\nx = 1\ny\n```"],
  ["a table", '<table><tr><th>a</th><th align="right">b</th></tr><tr><td>1|2</td><td><b>3</b></td></tr></table>', "| a    |     b |\n| ---- | ----: |\n| 1\\|2 | **3** |"],
  ["a cell over two columns", '<table><tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr></table>', "| a   |     |\n| --- | --- |\n| 1   | 2   |"],
  ["a picture from the web", '<img src="https://example.org/a.png" alt="A">', "![A](https://example.org/a.png)"],
  ["a picture inside the page is its description", '<p>x <img src="data:image/png;base64,AA" alt="A"></p>', "x A"],
  ["nothing that runs", "<p>x</p><script>y</script><style>z</style>", "x"],
];

for (const [name, html, markdown] of PASTES) test(name, () => assert.equal(converted(html), markdown));
