/** Where the browser begins: each idea is started once, the connection last. */

import * as forms from "./forms.js";
import * as guard from "./guard.js";
import * as identity from "./identity.js";
import * as indicator from "./indicator.js";
import * as live from "./live.js";
import * as menu from "./menu.js";
import * as modules from "./modules.js";
import * as navigation from "./navigation.js";
import * as notices from "./notices.js";
import * as polling from "./polling.js";
import * as prefetch from "./prefetch.js";
import * as presence from "./presence.js";
import * as preview from "./preview.js";
import * as scripts from "./scripts.js";
import * as scroll from "./scroll.js";
import * as session from "./session.js";
import { main } from "./shell.js";
import * as theme from "./theme.js";
import * as time from "./time.js";

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
preview.start();
navigation.start(presence.enter);
presence.start();
identity.start();
scripts.start(
  { call: session.call, connection: session.connection, notify: notices.say, visit: navigation.visit },
  main().dataset["scripts"] ?? "",
);
session.start();
