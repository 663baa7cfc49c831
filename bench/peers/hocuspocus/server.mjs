/**
 * Hocuspocus as its documentation advises, with an extension that stores every update in SQLite before it is applied,
 * broadcast and acknowledged: `node server.mjs PORT FOLDER`.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Server } from "@hocuspocus/server";
import { build } from "esbuild";
import * as Y from "yjs";

const [port, folder] = process.argv.slice(2);
const bundle = await build({ entryPoints: ["page.mjs"], bundle: true, minify: true, format: "esm", write: false });
const FILES = { "/": ["text/html", readFileSync("page.html")], "/page.js": ["text/javascript", bundle.outputFiles[0].contents] };

/** One row for each update, committed with the guarantees of our side: WAL, synchronous=FULL. */
class Log {
  constructor(path) {
    const database = new DatabaseSync(path);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    database.exec("CREATE TABLE IF NOT EXISTS updates (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL)");
    database.exec("CREATE INDEX IF NOT EXISTS updates_name ON updates (name)");
    // As if it had run for a while: as long as the log of a new database grows, each commit waits longer for the disk.
    database.exec("CREATE TABLE filling AS SELECT randomblob(6000000) AS data; DROP TABLE filling; PRAGMA wal_checkpoint(RESTART)");
    this.insert = database.prepare("INSERT INTO updates (name, data) VALUES (?, ?)");
    this.select = database.prepare("SELECT data FROM updates WHERE name = ? ORDER BY id");
  }

  async onLoadDocument({ document, documentName }) {
    const rows = this.select.all(documentName);
    document.transact(() => rows.forEach(({ data }) => Y.applyUpdate(document, data)));
    return document;
  }

  /** Called with what a window sent, and awaited before it is applied; 1 and 2 are Yjs' messages with updates. */
  async beforeSync({ documentName, type, payload }) {
    if (type === 1 || type === 2) this.insert.run(documentName, payload);
  }

  async onRequest({ request, response }) {
    const file = FILES[new URL(request.url, "http://page").pathname];
    response.writeHead(file ? 200 : 404, { "Content-Type": file?.[0] ?? "text/plain" });
    response.end(file?.[1]);
    throw undefined; // this ends the chain of hooks: the answer is given
  }
}

const server = new Server({
  address: "127.0.0.1",
  port: Number(port),
  quiet: true,
  extensions: [new Log(join(folder, "updates.sqlite"))],
});
await server.listen();
