/** The texts of the button that copies code. */

export const WORDS = { copy: "Copy", copied: "Copied", failed: "Not copied" };
