/** Loads a document as the server's extension does, `node load.mjs FILE NAME`, and prints the milliseconds, best of three. */

import { DatabaseSync } from "node:sqlite";
import * as Y from "yjs";

const [file, name] = process.argv.slice(2);
const select = new DatabaseSync(file).prepare("SELECT data FROM updates WHERE name = ? ORDER BY id");
const found = [];
for (let turn = 0; turn < 3; turn += 1) {
  const start = performance.now();
  const document = new Y.Doc();
  const rows = select.all(name);
  document.transact(() => rows.forEach(({ data }) => Y.applyUpdate(document, data)));
  found.push(performance.now() - start);
}
console.log(Math.min(...found));
