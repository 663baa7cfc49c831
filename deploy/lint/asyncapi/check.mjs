/** Prints what AsyncAPI's parser finds wrong with a document: `node check.mjs ../../../docs/reference/asyncapi.json`. */

import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

/** A newer version of AsyncAPI is no fault of a document. */
const IGNORED = "asyncapi-latest-version";

const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
const found = diagnostics.filter(({ code }) => code !== IGNORED);
for (const { code, message, path } of found) console.log(`${path.join(" > ")}: ${message} (${code})`);
process.exitCode = document && found.length === 0 ? 0 : 1;
