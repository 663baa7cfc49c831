/**
 * Turns a window into a screen: it covers the page, plays what the page says, and goes on for days. With `?watch` it is
 * a window onto the screen of that name, which reports nothing.
 */

import { clock } from "./screen/clock.js";
import { quieten, secret } from "./screen/device.js";
import { Feeds } from "./screen/feeds.js";
import { heartbeat } from "./screen/heartbeat.js";
import { Panels } from "./screen/panels.js";
import { Player } from "./screen/player.js";
import { controlIn, messagesIn, programIn } from "./screen/program.js";
import { Renewal } from "./screen/renewal.js";
import { Stage } from "./screen/stage.js";

const TICK = 1000;

export default ({ call }) => {
  const page = document.getElementById("screen");
  if (!page) return;
  const here = location.pathname;
  const watches = new URLSearchParams(location.search).has("watch");
  const cover = document.createElement("div");
  cover.id = "screens-cover";
  cover.toggleAttribute("data-watches", watches);
  const stage = new Stage(cover);
  const panels = new Panels(cover, document.querySelector("#main h1").textContent);
  const player = new Player({ stage, feeds: new Feeds(call), watches, now: clock.now });
  let messages = [];

  /** What the page does not have, because its module is away, stays as it was. */
  function read() {
    const found = document.getElementById("screen");
    if (!found) return;
    player.program = programIn(found);
    player.control = controlIn(found);
    messages = messagesIn(found);
    tick();
  }

  function tick() {
    if (location.pathname !== here) return location.reload(); // somebody went back to the desk
    panels.urgent(messages.filter(({ until }) => until > clock.now()).map(({ text }) => text));
    panels.clock(clock.now());
    panels.idle(player.isIdle);
    player.tick();
  }

  document.body.append(cover);
  document.addEventListener("courant:render", read);
  read();
  setInterval(tick, TICK);
  if (watches) return;
  quieten(cover);
  const renewal = new Renewal(import.meta.url);
  const beats = heartbeat({
    report: () => ({ screen: page.dataset.screen, secret: secret(here), ...player.shown }),
    send: (fields) => call("courant.screens.device.beat", fields),
    heard: (answer) => (panels.code(answer.code), renewal.consider(answer)),
    refused: () => panels.code("", "This screen was removed at the desk."),
  });
  player.onShow = beats.soon;
};
