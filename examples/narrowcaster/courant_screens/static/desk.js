/** The desk: previews of screens, playlists in order by dragging and by keyboard, and addresses to choose from. */

import { ordering } from "./desk/ordering.js";
import { pictures } from "./desk/pictures.js";
import { preview } from "./desk/preview.js";

export default (courant) => {
  preview();
  ordering();
  pictures(courant);
  const fill = () => void suggest(courant).catch(() => undefined); // without suggestions, addresses are typed
  document.addEventListener("courant:render", fill);
  fill();
};

/** Suggest the pages in the menu, and the feeds. */
async function suggest({ call }) {
  const list = document.querySelector("#screens-pages:empty");
  if (!list) return;
  const { modules } = await call("courant.core.module.list", {});
  const found = modules.flatMap(({ menu = [], feeds = [] }) => [
    ...menu.map(({ url, title }) => ({ value: url, label: title })),
    ...feeds.map(({ path, title }) => ({ value: path, label: title })),
  ]);
  list.replaceChildren(...found.map((one) => Object.assign(document.createElement("option"), one)));
}
