// A poll that everybody may vote in: a module of a Courant site.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { Refused, serve } from "./courant.mjs";

const QUESTION = "Which plant should the courtyard get?";
const ANSWERS = ["Fern", "Moss", "Ivy"];
const FILE = process.env.POLL_FILE ?? "poll.json";

// The votes: who votes is known by what the router says, so that everybody has one. `version` only grows.
const kept = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : { version: 0, votes: {} };

// What is answered is on the disk: written beside the file, and put in its place in one step.
function keep() {
  const file = openSync(`${FILE}.new`, "w", 0o600);
  writeSync(file, JSON.stringify(kept));
  fsyncSync(file);
  closeSync(file);
  renameSync(`${FILE}.new`, FILE);
}

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function results() {
  const cast = Object.values(kept.votes);
  const row = (answer) =>
    `<li id="answer-${escaped(answer)}">${escaped(answer)}: ${cast.filter((one) => one === answer).length}</li>`;
  return `<ul>${ANSWERS.map(row).join("")}</ul>`;
}

function page() {
  const choice = (answer) =>
    `<label><input type="radio" name="answer" value="${escaped(answer)}" required> ${escaped(answer)}</label>`;
  const html = `<div class="reading">
  <header class="head"><h1>${escaped(QUESTION)}</h1></header>
  <section><form data-call="courant.poll.vote.cast" data-once action="/call/courant.poll.vote.cast/?once" method="post">
    <fieldset class="field"><legend>Your answer</legend>${ANSWERS.map(choice).join("")}</fieldset>
    <div class="actions"><button class="primary">Vote</button></div>
  </form></section>
  <section aria-labelledby="votes">
    <h2 id="votes">Votes so far</h2>
    <div data-live="poll.votes" data-version="${kept.version}">${results()}</div>
  </section>
</div>`;
  return { title: "Poll", html, canonical: "/poll/", fragments: { "poll.votes": kept.version } };
}

// A person has one vote however often they sign in; a visitor is known by a hash of the network and the day.
const voter = ({ authid, role }) => (role === "visitor" ? authid : `person:${authid.split("#")[0]}`);

const shown = () => ({ id: "poll.votes", version: kept.version, html: results() });

const publish = await serve(
  {
    module: "poll",
    title: "Poll",
    menu: [{ title: "Poll", url: "/poll/", icon: "list" }],
    routes: [{ name: "poll", pattern: "^poll/$", python: "^poll/\\Z", procedure: "courant.poll.page.poll" }],
  },
  {
    "page.poll": page,
    // The fragments of a window that are newer than it has them: it asks after each connection.
    "live.since": ({ fragments }) => ({
      fragments: "poll.votes" in fragments && fragments["poll.votes"] < kept.version ? [shown()] : [],
    }),
    // To vote again changes nothing or replaces the vote, so a call that is repeated does no harm.
    "vote.cast": async ({ answer }, who) => {
      if (!ANSWERS.includes(answer))
        throw new Refused("courant.error.invalid", `Answer with one of: ${ANSWERS.join(", ")}.`, "answer");
      kept.votes[voter(who)] = answer;
      kept.version += 1;
      keep();
      await publish("live.votes", shown());
      return { notice: "Thank you." };
    },
  },
);
console.log("The poll has joined.");
