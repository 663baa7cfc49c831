/** Every sentence that the client itself says. */

export const WORDS = {
  live: "Live",
  reconnecting: "Reconnecting…",
  offline: "Offline",
  polling: "Updated every few seconds",
  dismiss: "Dismiss",
  undone: "Taken back.",
  leave: "What you wrote here is not saved. Leave this page?",
  away: "There is no connection at the moment. What you typed is still here.",
  absent: "This part of the site is away for a moment. What you typed is still here.",
  lost: "The connection was lost, and it is not known whether this was saved. What you typed is still here.",
  slow: "There was no answer in time. What you typed is still here.",
  large: "This is too long to be sent.",
  failed: "This did not work. What you typed is still here.",
};
