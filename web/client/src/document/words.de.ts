/** The texts of the button that copies code, in German. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  copy: "Kopieren", copied: "Kopiert", failed: "Nicht kopiert",
};
