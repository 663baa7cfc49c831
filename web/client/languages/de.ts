/** All words of the client in German: a file by itself, which windows in this language load. */

export { WORDS as editor } from "../editor/words.de.js";
export { WORDS as document } from "../src/document/words.de.js";
export { WORDS as mounted } from "../src/mounted/words.de.js";
export { WORDS as searching } from "../src/searching/words.de.js";
export { WORDS as shell } from "../src/shell/words.de.js";
export { WORDS as words } from "../src/words.de.js";
export { WORDS as writing } from "../src/writing/words.de.js";
