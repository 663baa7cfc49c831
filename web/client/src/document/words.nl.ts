/** The texts of the button that copies code, in Dutch. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  copy: "Kopiëren", copied: "Gekopieerd", failed: "Niet gekopieerd",
};
