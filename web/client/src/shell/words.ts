/** The texts about a module that has stopped. */

import { CATALOG } from "../words.js";

export const WORDS = {
  stopped: (title: string) =>
    `${title} has stopped. This page stays as it is, with what you type, and continues by itself when ${title} is back.`,
  ...CATALOG["shell"],
};
