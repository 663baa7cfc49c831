/** The texts of the client that every window may need; those for writers are in writing/words.ts. */

/** The words of the page's language, if it is not English, by the names of the parts: its file is loaded before. */
export const CATALOG: Record<string, object> = (globalThis as { courantWords?: Record<string, object> }).courantWords ?? {};

export const WORDS = {
  live: "Live",
  reconnecting: "Reconnecting…",
  offline: "Offline",
  polling: "Updated every few seconds",
  paused: "Paused",
  leave: "You have unsaved changes. Leave anyway?",
  away: "You are offline. What you typed is still here.",
  now: "just now",
  ...CATALOG["words"],
};
