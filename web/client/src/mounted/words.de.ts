/** The texts of a page of an app that cannot be reached, in German. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  title: "Gleich zurück",
  away: "Diese Seite ist im Moment nicht erreichbar. Sie kommt von selbst zurück; Sie müssen sie nicht neu laden.",
};
