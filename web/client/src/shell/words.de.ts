/** What is said of a module that has stopped, in German. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  stopped: (title) =>
    `${title} wurde beendet. Diese Seite bleibt, wie sie ist, mit allem, was Sie schreiben, und geht von selbst weiter, wenn ${title} zurück ist.`,
};
