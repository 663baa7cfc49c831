/** All words of the client in German: a file by itself, which windows in this language load. */

export { WORDS as editor } from "../../editor/words.de.js";
export { WORDS as document } from "../document/words.de.js";
export { WORDS as mounted } from "../mounted/words.de.js";
export { WORDS as searching } from "../searching/words.de.js";
export { WORDS as shell } from "../shell/words.de.js";
export { WORDS as words } from "../words.de.js";
export { WORDS as writing } from "../writing/words.de.js";
