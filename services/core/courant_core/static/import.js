/** Uploads the export that an administrator chooses, piece by piece; after a lost connection it goes on where it was. */

const WORDS = {
  done: "The file has arrived.",
  again: "The connection was lost. The upload goes on as soon as it is back.",
  unreadable: "This file cannot be read.",
};
/** How long to wait before trying again (milliseconds), and how often. */
const PAUSE = 1000;
const MOST = 300;
const PASSING = ["ConnectionLost", "TimedOut"];

export default function start(courant) {
  if ("import" in document.documentElement.dataset) return; // another release of this script runs already
  document.documentElement.dataset.import = "";
  document.addEventListener("change", ({ target }) => target.id === "import-upload" && target.files[0] && send(target, courant));
}

async function send(input, courant) {
  const [file] = input.files;
  input.disabled = true;
  hold(true);
  const before = numbered()?.value;
  show(0, "");
  try {
    await replaced(before, await upload(file, courant), input);
    show(undefined, WORDS.done);
  } catch (error) {
    show(undefined, error.uri?.startsWith("courant.error.") ? error.message : WORDS.unreadable);
  }
  hold(false);
  input.value = "";
  input.disabled = false;
}

/** While a file is on its way, the form of the one before cannot be sent: it would import that, or nothing. */
function hold(isHeld) {
  for (const button of document.querySelectorAll("[aria-labelledby='import-file'] button")) button.disabled = isHeld;
}

/** The form of the file that is on the server, by the file's number. */
const numbered = () => document.querySelector("[aria-labelledby='import-file'] [name='upload']");

/** Waits until the page no longer shows the form of the file before, unless that is this one, or has been left. */
function replaced(before, number, input) {
  const isGone = () => !before || before === number || numbered()?.value !== before || !input.isConnected;
  return new Promise((resolve) => {
    const changes = new MutationObserver(() => isGone() && done());
    const done = () => resolve(changes.disconnect());
    changes.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["value"] });
    if (isGone()) done();
  });
}

/** Sends what is not there yet; returns the number of the file. */
async function upload(file, courant) {
  const { name, size, lastModified: modified } = file;
  let state = await patiently(() => courant.call("courant.core.import.begin", { name, size, modified }));
  const old = numbered();
  if (old && old.value !== state.upload) old.form.reset(); // a form with choices in it is never replaced
  while (state.offset < file.size) {
    const { upload, offset, piece } = state;
    const data = new Uint8Array(await file.slice(offset, offset + piece).arrayBuffer());
    state = await patiently(() => courant.call("courant.core.import.put", { upload, offset, data }));
    show(state.offset / file.size, "");
  }
  return state.upload;
}

/** Calls until there is an answer: each of the calls may be repeated. */
async function patiently(ask) {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || tries > MOST) throw error;
      show(undefined, WORDS.again, false);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

function isPassing(error) {
  return PASSING.includes(error.name) || ["courant.error.unavailable", "wamp.error.no_such_procedure", "wamp.error.canceled"].includes(error.uri);
}

/** How much has arrived, up to 1; without a number, the bar goes unless it is to `stay`. */
function show(part, words, leaves = true) {
  const [bar, status] = ["import-progress", "import-status"].map((id) => document.getElementById(id));
  if (!bar) return;
  if (part !== undefined || leaves) bar.hidden = part === undefined;
  if (part !== undefined) bar.value = part;
  if (status.textContent !== words) status.textContent = words;
}
