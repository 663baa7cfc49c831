/** The entry point in the browser: starts each part once, and the connection last. */

import { main, onRender } from "./document/elements.js";
import * as live from "./fragments/live.js";
import * as assets from "./pages/assets.js";
import * as guard from "./pages/guard.js";
import * as heading from "./pages/heading.js";
import * as modules from "./pages/modules.js";
import * as navigation from "./pages/navigation.js";
import * as prefetch from "./pages/prefetch.js";
import * as scroll from "./pages/scroll.js";
import * as searching from "./searching/opening.js";
import * as session from "./session.js";
import * as identity from "./shell/identity.js";
import * as indicator from "./shell/indicator.js";
import * as menu from "./shell/menu.js";
import * as polling from "./shell/polling.js";
import * as presence from "./shell/presence.js";
import * as stopped from "./shell/stopped.js";
import * as theme from "./shell/theme.js";
import * as time from "./shell/time.js";
import * as forms from "./writing/forms.js";

theme.start();
time.start();
menu.start();
scroll.start();
guard.start();
indicator.start();
polling.start();
modules.start();
live.start((element) => void (main().contains(element) && navigation.refresh()));
modules.onReturn(live.returned);
prefetch.start();
forms.start();
searching.start();
navigation.start(presence.enter);
heading.start();
presence.start();
stopped.start();
identity.start();
onRender((inside) => {
  if (inside.matches(".brand") || inside.querySelector("nav details, pre.code"))
    import("./shell/later.js").then(({ draw }) => draw(inside), () => undefined);
});
assets.start(
  {
    call: session.call,
    subscribe: (topic, act) => session.connection.listen(topic, ({ kwargs }) => act(kwargs)),
    notify: async (text, tone) => (await forms.loaded()).say(text, tone),
    visit: navigation.visit,
  },
);
session.start();
