/** All words of the client in Dutch: a file by itself, which windows in this language load. */

export { WORDS as editor } from "../../editor/words.nl.js";
export { WORDS as document } from "../document/words.nl.js";
export { WORDS as mounted } from "../mounted/words.nl.js";
export { WORDS as searching } from "../searching/words.nl.js";
export { WORDS as shell } from "../shell/words.nl.js";
export { WORDS as words } from "../words.nl.js";
export { WORDS as writing } from "../writing/words.nl.js";
