/** The texts of the client that every window may need, in German. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  live: "Live",
  reconnecting: "Neue Verbindung…",
  offline: "Offline",
  polling: "Alle paar Sekunden aktualisiert",
  paused: "Angehalten",
  leave: "Sie haben ungespeicherte Änderungen. Trotzdem verlassen?",
  away: "Sie sind offline. Was Sie geschrieben haben, ist noch da.",
  now: "gerade eben",
};
