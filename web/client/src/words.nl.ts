/** The texts of the client that every window may need, in Dutch. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  live: "Live",
  reconnecting: "Opnieuw verbinden…",
  offline: "Offline",
  polling: "Om de paar seconden bijgewerkt",
  paused: "Gepauzeerd",
  leave: "Je hebt wijzigingen die niet zijn opgeslagen. Toch weggaan?",
  away: "Je bent offline. Wat je hebt getypt, staat er nog.",
  now: "zojuist",
};
