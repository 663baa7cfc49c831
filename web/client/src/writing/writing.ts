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
export { refuse, send } from "./sending.js";

drafts.start();
editor.start();
keys.start();
outlasting.start();
own.start();
preview.start();
scripts.start();
waiting.start();

/** Load what uploads files when there is a text or form for them. */
let attaching: Promise<void> | undefined;
onRender((inside) => {
  if (!attaching && inside.querySelector("[data-uploads]"))
    attaching = import("./attaching.js").then(({ start }) => start(), () => void (attaching = undefined));
});
