/** Says on the open page that its module has stopped; the code for the words is loaded when they are needed. */

import { condition, onModules, title } from "../pages/modules.js";

export function start(): void {
  onModules(look);
  look();
}

function look(): void {
  if (condition() === "away") import("./stopped-note.js").then(({ show }) => condition() === "away" && show(title()), () => undefined);
}
