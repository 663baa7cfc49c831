/** The texts of the search's dialog. */

import { CATALOG } from "../words.js";

export const WORDS = {
  search: "Search",
  close: "Close",
  results: "Results",
  part: "Part of the site",
  everywhere: "Everywhere",
  hint: 'All words, "a phrase", tag:name, author:name, a second word with - is left out',
  nothing: "Nothing has all of these words.",
  away: "The search is away for a moment. It returns by itself.",
  tooFast: "That was too fast. Please wait a moment.",
  one: "1 result",
  many: " results",
  all: "Show all results",
  meant: "Did you mean: ",
  ...CATALOG["searching"],
};
