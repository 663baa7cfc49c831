/** The texts for writers. */

export const WORDS = {
  dismiss: "Dismiss",
  restored: "What you had written here and not sent is back.",
  discard: "Discard it",
  undone: "Undone.",
  somebody: "Somebody",
  taken: (by: string) => `${by} has saved a change. This form shows the newest text.`,
  outlasted: (by: string) =>
    `${by} saved a change while you were writing. Your words are still here; when you save them, you see both texts.`,
  theirs: "See theirs",
  signedOut: "You have been signed out. Your words are still here: sign in again, then send them.",
  signIn: "Sign in",
  rights: "Your role has changed, so you may not be able to send this any more. Your words are still here.",
  other: (now: string) => `You are signed in as ${now} now: these words would be sent in that name.`,
  absent: "This part of the site is temporarily unavailable. What you typed is still here.",
  lost: "The connection was lost, so this may not have been saved. What you typed is still here.",
  slow: "The site did not answer in time. What you typed is still here.",
  large: "This is too long to send.",
  failed: "Something went wrong. What you typed is still here.",
};
