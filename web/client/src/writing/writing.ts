/** The code for writers, which is loaded when somebody may need it. */

import { onRender } from "../document/elements.js";
import * as drafts from "./drafts.js";
import * as editor from "./editor.js";
import * as keys from "./keys.js";
import * as outlasting from "./outlasting.js";
import * as own from "./own.js";
import * as preview from "./preview.js";
import * as scripts from "./scripts.js";
import * as waiting from "./waiting.js";

export { say } from "./notices.js";
export { send } from "./sending.js";

drafts.start();
editor.start();
keys.start();
outlasting.start();
own.start();
preview.start();
scripts.start();
waiting.start();

/** Load what uploads files when there is a text for them, and what keeps a library when one is shown. */
const LATER: [where: string, what: () => Promise<{ start(): void }>][] = [
  ["textarea[data-uploads]", () => import("./attaching.js")],
  ["form[data-uploads]", () => import("./library.js")],
];
const loaded = new Map<string, Promise<void>>();
onRender((inside) => {
  for (const [where, what] of LATER)
    if (!loaded.has(where) && inside.querySelector(where))
      loaded.set(where, what().then(({ start }) => start(), () => void loaded.delete(where)));
});
