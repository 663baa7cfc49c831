/** Every text of the client itself. */

export const WORDS = {
  live: "Live",
  reconnecting: "Reconnecting…",
  offline: "Offline",
  polling: "Updated every few seconds",
  dismiss: "Dismiss",
  undone: "Undone.",
  leave: "You have unsaved changes. Leave this page anyway?",
  away: "You are offline at the moment. What you typed is still here.",
  absent: "This part of the site is temporarily unavailable. What you typed is still here.",
  lost: "The connection was lost, so this may not have been saved. What you typed is still here.",
  slow: "The site did not answer in time. What you typed is still here.",
  large: "This is too long to send.",
  failed: "Something went wrong. What you typed is still here.",
};
