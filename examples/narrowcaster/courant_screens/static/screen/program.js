/** What a page says that its screen plays, read from its fragments; and what plays when. Nothing here waits. */

/** The changes in the order of their times, and the entries of each playlist by its key. */
export function programIn(page) {
  const changes = [...page.querySelectorAll("[data-at]")].map(({ dataset }) => ({ at: Number(dataset.at), playlist: dataset.playlist }));
  const lists = [...page.querySelectorAll("[data-list]")].map((list) => [list.dataset.list, entriesIn(list)]);
  return { changes, lists: Object.fromEntries(lists) };
}

function entriesIn(list) {
  return [...list.querySelectorAll("[data-entry]")].map((link) => ({
    key: link.dataset.entry,
    kind: link.dataset.kind,
    path: link.getAttribute("href"),
    title: link.textContent,
    seconds: Number(link.dataset.seconds),
    count: Number(link.dataset.count),
  }));
}

/** What the desk wants: `now` is an address to show, `step` grows each time the screen is sent on. */
export function controlIn(page) {
  const { step, paused, now, on, playing } = page.querySelector("[data-control]")?.dataset ?? {};
  return { step: step ?? "0", paused: paused === "yes", now: now ?? "", on: on === "yes", playing: playing ?? "" };
}

/** The urgent messages, and until when each is shown. */
export function messagesIn(page) {
  return [...page.querySelectorAll("[data-until]")].map((one) => ({ text: one.textContent, until: Number(one.dataset.until) }));
}

/** The entries that play at a moment. */
export function entriesAt({ changes, lists }, now) {
  const begun = changes.filter(({ at }) => at <= now);
  return lists[(begun.at(-1) ?? changes[0])?.playlist] ?? [];
}

/** The slides of entries: one for each, and one for each of the newest in a feed. */
export function slidesOf(entries, newest) {
  return entries.flatMap((entry) =>
    entry.kind !== "feed" ? [entry] : newest(entry.path).slice(0, entry.count).map((item) => slideOf(entry, item)),
  );
}

function slideOf({ key, seconds }, { path, title }) {
  return { key: `${key} ${path}`, kind: "page", path, title, seconds };
}
