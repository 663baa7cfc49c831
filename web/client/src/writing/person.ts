/**
 * Who uses this window. The connection learns first that somebody has signed in or out, perhaps in another window; the
 * page is then fetched anew. The page knows its reader before the window is joined.
 */

import { connection } from "../session.js";

/** The name of the person who is signed in; "" for a visitor, or while the window is not joined. */
export function person(): string {
  const { state } = connection;
  return state.is === "joined" && state.welcome.authrole !== "visitor" ? (state.welcome.authid.split("#")[0] ?? "") : "";
}

/** The name of the person for whom the shell of the open page was made; "" for a visitor. */
export function reader(): string {
  return document.querySelector<HTMLElement>("[data-person]")?.dataset["person"] ?? "";
}
