/** The code for writers, which is loaded when somebody may need it. */

import * as preview from "./preview.js";

export { say } from "./notices.js";
export { refuse, send } from "./sending.js";

preview.start();
