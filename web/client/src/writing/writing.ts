/** The code for writers, which is loaded when somebody may need it. */

import * as drafts from "./drafts.js";
import * as editor from "./editor.js";
import * as keys from "./keys.js";
import * as outlasting from "./outlasting.js";
import * as own from "./own.js";
import * as preview from "./preview.js";

export { say } from "./notices.js";
export { refuse, send } from "./sending.js";

drafts.start();
editor.start();
keys.start();
outlasting.start();
own.start();
preview.start();
