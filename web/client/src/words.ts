/** The texts of the client that every window may need; those for writers are in writing/words.ts. */

export const WORDS = {
  live: "Live",
  reconnecting: "Reconnecting…",
  offline: "Offline",
  polling: "Updated every few seconds",
  paused: "Paused",
  leave: "You have unsaved changes. Leave anyway?",
  away: "You are offline. What you typed is still here.",
  now: "just now",
};
