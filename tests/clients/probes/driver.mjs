// Tries out a WAMP client against a site, and prints what it does: the part that is the same for every client in
// JavaScript. It is given the site and the credentials as JSON in the variable PROBE, and prints one line of JSON for
// each finding, the same as driver.py does.
const LARGE = "fern ".repeat(60_000);
const SMALL = ["", 0, false, null, [], {}];

const found = (what, seen) => console.log(JSON.stringify({ what, seen }));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The class of what was thrown; what is no Error says which sort of value it is.
const said = (error) => `rejects with ${error instanceof Error ? error.constructor.name : (error?.constructor?.name ?? typeof error)}`;

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

export const described = (got) => {
  if (got === null || got === undefined || typeof got !== "object") return JSON.stringify(got) ?? "undefined";
  const name = got.constructor?.name ?? "object";
  return name === "Object" ? `{${Object.keys(got).join(", ")}}` : name;
};

export async function probe(client) {
  const site = JSON.parse(process.env.PROBE);
  for (const method of client.methods) await joins(client, site, `joins.${method}`, method, client.serializers[0]);
  for (const serializer of client.serializers.slice(1))
    await joins(client, site, `speaks.${serializer}`, "ticket", serializer);
  await client.join(site.router, site.credentials.ticket, "ticket", client.serializers[0]);
  found(`speaks.${client.serializers[0]}`, true);
  await results(client);
  await errors(client);
  await events(client, site);
  await procedures(client, site);
  process.exit(0);
}

async function joins(client, site, what, method, serializer) {
  try {
    await client.join(site.router, site.credentials[method], method, serializer);
    const answer = client.value(await client.call("courant.blog.post.list", { limit: 1 }));
    found(what, "posts" in answer);
    await client.leave();
  } catch (error) {
    found(what, said(error));
    console.error(what, error);
  }
}

async function shown(client, uri, show, fields = {}) {
  try {
    return show(await client.call(uri, fields));
  } catch (error) {
    console.error(uri, error);
    return said(error);
  }
}

async function results(client) {
  const echo = "courant.probing.answer.echo";
  found("calls", await shown(client, echo, (got) => same(client.value(got), [1]), { value: [1] }));
  found("keywords", await shown(client, "courant.probing.answer.keywords", described));
  found("nothing", await shown(client, "courant.probing.answer.nothing", described));
  found("large", await shown(client, echo, (got) => client.value(got) === LARGE, { value: LARGE }));
  const small = [];
  for (const value of SMALL) if (!same(await shown(client, echo, client.value, { value }), value)) small.push(value);
  found("small", small.length === 0 || `lost: ${JSON.stringify(small)}`);
  try {
    const heard = await client.progress("courant.probing.answer.progress");
    found("progress", same(heard, [1, 2]) || heard);
  } catch (error) {
    found("progress", said(error));
  }
}

// Which parts of an error arrive: the URI, the sentence and the fields.
async function errors(client) {
  try {
    await client.call("courant.blog.post.list", { limit: "many" });
  } catch (error) {
    const [uri, sentence, fields] = client.parts(error);
    const parts = {
      uri: uri === "courant.error.invalid",
      sentence: String(sentence).includes("whole number"),
      fields: fields?.field === "limit",
    };
    found("errors", { raised: true, parts: Object.keys(parts).filter((name) => parts[name]) });
  }
}

async function events(client, site) {
  const heard = [];
  await client.subscribe("courant.probing.note.added", (fields) => heard.push(fields));
  await client.call("courant.probing.note.publish", { text: "a note" });
  for (let turn = 0; turn < 200 && !heard.length; turn++) await pause(0.05);
  found("hears", heard[0]?.text === "a note");
  try {
    await client.subscribe("courant.probing..added", () => 0, "wildcard");
    found("pattern", "nothing is raised");
  } catch (error) {
    found("pattern", said(error));
  }
  try {
    const topic = `courant.${site.credentials.ticket.authid}.note.added`;
    found("publishes", Boolean(await client.publish(topic, { text: "mine" })));
  } catch (error) {
    found("publishes", said(error));
  }
}

async function procedures(client, site) {
  const own = `courant.${site.credentials.ticket.authid}.note`;
  await client.register(`${own}.object`, () => ({ id: 1 }));
  await client.register(`${own}.nothing`, () => undefined);
  for (const what of client.procedures ?? ["object", "nothing"]) {
    const asked = await client.call("courant.probing.relay.call", { address: `${own}.${what}` });
    found(`returns.${what}`, client.value(asked));
  }
  const again = await shown(client, "courant.probing.answer.echo", (got) => client.value(got) === 1, { value: 1 });
  found("returns.goes on", again);
}
