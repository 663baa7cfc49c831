/** The texts of a page of an app that cannot be reached, in Dutch. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  title: "Zo weer terug",
  away: "Deze pagina is op dit moment niet bereikbaar. Ze komt vanzelf terug; je hoeft niet opnieuw te laden.",
};
