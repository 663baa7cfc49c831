/** The texts of the button that copies code. */

import { CATALOG } from "../words.js";

export const WORDS = { copy: "Copy", copied: "Copied", failed: "Not copied", ...CATALOG["document"] };
