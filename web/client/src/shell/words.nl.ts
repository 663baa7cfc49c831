/** What is said of a module that has stopped, in Dutch. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  stopped: (title) =>
    `${title} is gestopt. Deze pagina blijft zoals ze is, met wat je typt, en gaat vanzelf verder als ${title} terug is.`,
};
