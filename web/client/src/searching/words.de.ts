/** The texts of the search's dialog, in German. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  search: "Suche",
  close: "Schließen",
  results: "Ergebnisse",
  part: "Teil der Website",
  everywhere: "Überall",
  hint: 'Alle Wörter, "eine Wortfolge", tag:Name, author:Name; ein zweites Wort mit - wird ausgeschlossen',
  nothing: "Nichts enthält alle diese Wörter.",
  away: "Die Suche ist kurz nicht da. Sie kommt von selbst zurück.",
  tooFast: "Das war zu schnell. Bitte warten Sie einen Moment.",
  one: "1 Ergebnis",
  many: " Ergebnisse",
  all: "Alle Ergebnisse anzeigen",
  meant: "Meinten Sie: ",
};
