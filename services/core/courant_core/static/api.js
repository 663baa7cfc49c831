/** The API browser: each call can be tried as oneself, and each topic watched, in the page that describes them. */

import { offerCall } from "./api/call.js";
import { WORDS } from "./api/languages.js";
import { leave, offerTail } from "./api/tail.js";

/** The contract of the module that a page shows, by the page's element: it is fetched once for each page. */
const contracts = new WeakMap();

/** How long to wait until the window may be connected (milliseconds). */
const SOON = 500;

export default function start(courant) {
  if ("api" in document.documentElement.dataset) return; // another release of this script runs already
  document.documentElement.dataset.api = "";
  document.addEventListener("toggle", ({ target }) => target.open && target.matches(".api .entry") && fill(target, courant), true);
  new MutationObserver(() => (leave(), unfold())).observe(document.getElementById("main"), { childList: true });
  addEventListener("hashchange", unfold);
  unfold();
}

/** Open the entry that the address names. */
function unfold() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement && named.matches(".api .entry")) named.open = true;
  // An entry may have been opened before this script ran.
  for (const entry of document.querySelectorAll(".api .entry[open]")) entry.dispatchEvent(new Event("toggle"));
}

function fill(entry, courant) {
  const [call, tail] = [entry.querySelector("[data-try]:empty"), entry.querySelector("[data-tail]:empty")];
  if (call) void offer(call, courant);
  if (tail) offerTail(tail, courant);
}

async function offer(place, courant) {
  place.textContent = WORDS.loading;
  const page = place.closest(".api");
  if (!contracts.has(page)) contracts.set(page, courant.call(`courant.${page.dataset.module}.contract.show`, {}));
  try {
    const { contract } = await contracts.get(page);
    place.replaceChildren();
    offerCall(place, contract, courant);
  } catch (error) {
    contracts.delete(page);
    if (!place.isConnected) return;
    if (error.name === "ConnectionLost") setTimeout(offer, SOON, place, courant);
    else place.textContent = WORDS.undescribed;
  }
}
