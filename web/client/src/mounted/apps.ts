/**
 * Mounted Django apps, whose pages exist over HTTP only. Loaded when the first of their pages is opened; the server puts
 * it into the page if that is the first that the window opens.
 */

import { all, main } from "../document/elements.js";
import * as code from "./code.js";
import * as forms from "./forms.js";
import * as notices from "./notices.js";
import * as styles from "./styles.js";

export { pageAt } from "./pages.js";

/** After each page that opens: the code and the styles of the app whose page it is, and no others. */
function arrive(): void {
  const app = all("courant-app", main())[0];
  notices.turn();
  styles.keepOnly(app);
  void code.run(app);
}

forms.start();
code.start(all("courant-app", main())[0]);
styles.start();
document.addEventListener("courant:render", ({ target }) => target === main() && arrive());
