/**
 * Sends a form that is marked `data-plain` over HTTP: only web can let this browser keep a cookie by which the service
 * knows it again. The answer is that of a call, and so are its errors.
 */

import { ConnectionLost, TimedOut, WampError, type Dict } from "../../wamp/index.js";
import type { Answer } from "../contract.js";

/** How long a form waits for its answer (milliseconds). */
const PATIENCE = 30_000;

/** Whether a form goes over HTTP. */
export function isPlain(form: HTMLFormElement): boolean {
  return form.dataset["plain"] !== undefined;
}

/** Send it, once for each key; rejects as a call does. */
export async function post(form: HTMLFormElement, data: FormData, key: string): Promise<Answer> {
  const body = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
  body.set("idempotency_key", key);
  const answer = await fetch(form.getAttribute("action") ?? "", {
    method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
  }).catch((error: Error) => {
    throw error.name === "TimeoutError" ? new TimedOut() : new ConnectionLost();
  });
  const found = (await answer.json().catch(() => ({}))) as Dict;
  if (answer.ok) return found;
  throw new WampError(String(found["type"]), [found["detail"]], found);
}
