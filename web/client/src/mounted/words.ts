/** The texts of a page of an app that cannot be reached. */

import { CATALOG } from "../words.js";

export const WORDS = {
  title: "Back in a moment",
  away: "This page cannot be reached at the moment. It returns by itself; there is no need to reload it.",
  ...CATALOG["mounted"],
};
