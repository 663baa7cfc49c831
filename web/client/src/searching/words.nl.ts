/** The texts of the search's dialog, in Dutch. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  search: "Zoeken",
  close: "Sluiten",
  results: "Resultaten",
  part: "Deel van de site",
  everywhere: "Overal",
  hint: 'Alle woorden, "een zin", tag:naam, author:naam, een tweede woord met - wordt weggelaten',
  nothing: "Niets heeft al deze woorden.",
  away: "De zoekfunctie is even weg. Ze komt vanzelf terug.",
  tooFast: "Dat ging te snel. Wacht even.",
  one: "1 resultaat",
  many: " resultaten",
  all: "Alle resultaten tonen",
  meant: "Bedoelde je: ",
};
