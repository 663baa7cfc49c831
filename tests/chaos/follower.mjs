/** A backend in Node for the tests of following: appends each event it receives, with its position, to a file. */

import { existsSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { follow, withTheWork } from "../../clients/node/dist/index.js";

const [path, router, ...topics] = process.argv.slice(2);

/** The position in the last complete line; what was being written when the process was killed is cut off. */
function last() {
  if (!existsSync(path)) return "";
  const text = readFileSync(path, "ascii");
  const complete = text.slice(0, text.lastIndexOf("\n") + 1);
  truncateSync(path, complete.length);
  return complete.trimEnd().split("\n").at(-1)?.split(" ")[2] ?? "";
}

const position = last();
const file = openSync(path, "a");
await follow({
  name: "follower",
  router,
  topics,
  position: withTheWork(() => position),
  act: (event) => writeSync(file, `${event.module} ${event.number} ${event.position}\n`),
}).ended;
