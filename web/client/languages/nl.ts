/** All words of the client in Dutch: a file by itself, which windows in this language load. */

export { WORDS as editor } from "../editor/words.nl.js";
export { WORDS as document } from "../src/document/words.nl.js";
export { WORDS as mounted } from "../src/mounted/words.nl.js";
export { WORDS as searching } from "../src/searching/words.nl.js";
export { WORDS as shell } from "../src/shell/words.nl.js";
export { WORDS as words } from "../src/words.nl.js";
export { WORDS as writing } from "../src/writing/words.nl.js";
