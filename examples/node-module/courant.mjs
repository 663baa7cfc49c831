// Joins a Courant site as a module: registers its procedures, announces it, and knows who calls.
import { Wampy } from "wampy";
import WebSocket from "ws";

const STANDING = "courant.site.standing.list";

// An error for the caller: a URI of the site's and a sentence for people; `field` names the wrong field.
export class Refused extends Error {
  constructor(error, sentence, field) {
    super(sentence);
    Object.assign(this, { error, argsList: [sentence], argsDict: field ? { field } : {} });
  }
}

// Who calls, as the router says; only web may call for somebody else, such as for a form without JavaScript.
function caller({ details, argsList }) {
  const authid = details.caller_authid ?? "";
  if (!argsList?.length) return { authid, role: details.caller_authrole };
  if (details.caller_authrole !== "service-web")
    throw new Refused("courant.error.invalid", "Fields go by their names, as keyword arguments.");
  const { name, role, grant, address } = argsList[0];
  return { authid: grant ? `${name}#${grant}` : `visitor#${address}`, role };
}

// Runs a module. `procedures` maps the last two parts of URIs to functions of the fields and the caller, whose result
// is the one positional value of the answer. Returns `publish(topic, fields)`.
export async function serve(manifest, procedures) {
  const name = manifest.module;
  const withdrawn = new Set();
  let suspended = [];
  const site = new Wampy(process.env.COURANT_ROUTER ?? "ws://localhost:8080/ws", {
    ws: WebSocket,
    realm: "courant",
    authid: name,
    authmethods: ["ticket"],
    onChallenge: () => process.env.COURANT_SECRET,
    uriValidation: "loose", // topics of fragments have hyphens
    maxRetries: 0, // for ever; it registers and subscribes again by itself
    onReconnectSuccess: () => introduce().catch(report),
  });

  async function learn() {
    const { argsList } = await site.call(STANDING);
    argsList[0].withdrawn.forEach((grant) => withdrawn.add(grant));
    suspended = argsList[0].suspended;
  }

  // Core may be away: it asks every module to announce itself when it is back.
  async function introduce() {
    await learn();
    await site.call("courant.site.module.announce", { argsDict: manifest });
  }

  function handler(procedure) {
    return async (call) => {
      const who = caller(call);
      if (suspended.includes(name)) throw new Refused("courant.error.unavailable", "This part is suspended.");
      if (withdrawn.has(who.authid)) throw new Refused("courant.error.forbidden", "Please sign in again.");
      const { idempotency_key, ...fields } = call.argsDict ?? {};
      try {
        return { argsList: [await procedure(fields, who)] };
      } catch (error) {
        if (error instanceof Refused) throw error;
        report(error);
        throw new Refused("courant.error.internal", "Something went wrong on our side.");
      }
    };
  }

  await site.connect();
  await site.subscribe("courant.site.standing.withdrawn", ({ argsDict }) =>
    argsDict.grants.forEach((grant) => withdrawn.add(grant)),
  );
  await site.subscribe("courant.site.module.suspended", ({ argsDict }) => (suspended = argsDict.modules));
  await site.subscribe("courant.site.module.wanted", () => introduce().catch(report));
  for (const [uri, procedure] of Object.entries(procedures))
    await site.register(`courant.${name}.${uri}`, handler(procedure), { invoke: "roundrobin" });
  await introduce().catch(report);
  return (topic, fields) => site.publish(`courant.${name}.${topic}`, { argsDict: fields });
}

function report(error) {
  console.error("%s %s", new Date().toISOString(), error?.stack ?? JSON.stringify(error));
}
