/** Who writes in this window. */

import { connection } from "../session.js";

/** The name of the person who is signed in; "" for a visitor, or while the window is not joined. */
export function person(): string {
  const { state } = connection;
  return state.is === "joined" && state.welcome.authrole !== "visitor" ? (state.welcome.authid.split("#")[0] ?? "") : "";
}
