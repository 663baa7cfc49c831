/** The texts for writers. */

export const WORDS = {
  dismiss: "Dismiss",
  restored: "What you had written here and not sent is back.",
  discard: "Discard it",
  undone: "Undone.",
  absent: "This part of the site is temporarily unavailable. What you typed is still here.",
  lost: "The connection was lost, so this may not have been saved. What you typed is still here.",
  slow: "The site did not answer in time. What you typed is still here.",
  large: "This is too long to send.",
  failed: "Something went wrong. What you typed is still here.",
};
