/** What is said of a module that has stopped. */

export const WORDS = {
  stopped: (title: string) =>
    `${title} has stopped. This page stays as it is, with what you type, and continues by itself when ${title} is back.`,
};
