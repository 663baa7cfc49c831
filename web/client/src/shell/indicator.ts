/** The indicator in the shell that shows whether the page is live. */

import type { State } from "../../wamp/index.js";
import { onRender, part } from "../document/elements.js";
import { condition, onModules } from "../pages/modules.js";
import { connection } from "../session.js";
import { WORDS } from "../words.js";

type Sign = "live" | "paused" | "reconnecting" | "offline" | "polling";

/** After this many failed attempts, the indicator shows "offline" instead of "reconnecting". */
const PATIENCE = 4;

let polled = false;

export function start(): void {
  connection.watch(draw);
  onModules(() => draw(connection.state));
  onRender(() => draw(connection.state));
  for (const name of ["online", "offline"]) addEventListener(name, () => draw(connection.state));
}

/** Set whether polling over HTTP keeps pages current. */
export function polling(works: boolean): void {
  polled = works;
  draw(connection.state);
}

/** Whether the site cannot be reached at the moment, as far as we know. */
export function isAway(): boolean {
  return ["reconnecting", "offline"].includes(signOf(connection.state) ?? "");
}

function draw(state: State): void {
  const element = part("connection");
  const sign = signOf(state);
  if (!element || !sign || element.dataset["state"] === sign) return;
  element.dataset["state"] = sign;
  element.textContent = WORDS[sign];
}

function signOf(state: State): Sign | undefined {
  if (state.is === "joined") return condition() === "away" ? "paused" : "live";
  if (!navigator.onLine) return "offline";
  if (polled) return "polling";
  const attempts = "attempts" in state ? state.attempts : 0;
  if (attempts === 0 && !part("connection")?.dataset["state"]) return undefined; // show nothing during the first attempt
  return attempts < PATIENCE ? "reconnecting" : "offline";
}
