// What kraftfahrstrasse does.
import { createHmac, createPrivateKey, pbkdf2Sync, sign } from "node:crypto";
import kraftfahrstrasse from "@verkehrsministerium/kraftfahrstrasse";
import { described, probe } from "./driver.mjs";

const { Connection, JSONSerializer, NodeMSGPackSerializer, NodeWebSocketTransport, TicketAuthProvider } =
  kraftfahrstrasse;
const SERIALIZERS = { json: JSONSerializer, msgpack: NodeMSGPackSerializer };

// It has tickets only, and lets its user compute any other answer to a challenge.
function answer(method, secret, extra) {
  if (method === "ticket") return secret;
  if (method === "cryptosign") {
    const der = Buffer.from(`302e020100300506032b657004220420${secret}`, "hex");
    const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    return sign(null, Buffer.from(extra.challenge, "hex"), key).toString("hex") + extra.challenge;
  }
  const key = pbkdf2Sync(secret, extra.salt, extra.iterations, extra.keylen, "sha256").toString("base64");
  return createHmac("sha256", key).update(extra.challenge).digest("base64");
}

await probe({
  methods: ["ticket", "wampcra", "cryptosign"],
  serializers: ["json", "msgpack"],
  described,
  procedures: ["object"], // a procedure without a value ends its session
  async join(router, credential, method, serializer) {
    this.connection = new Connection({
      endpoint: router,
      realm: "courant",
      serializer: new SERIALIZERS[serializer](),
      transport: NodeWebSocketTransport,
      transportOptions: {},
      logFunction: () => {},
      authProvider: new TicketAuthProvider(
        credential.authid,
        async (extra) => ({ signature: answer(method, credential.secret, extra) }),
        method,
      ),
    });
    await this.connection.Open();
  },
  async leave() {
    await this.connection.Close();
  },
  call(uri, fields) {
    return this.connection.Call(uri, [], fields)[0];
  },
  async progress(uri) {
    const heard = [];
    let result = await this.connection.Call(uri, [], {}, { receive_progress: true })[0];
    while (result.nextResult) {
      heard.push(result.args[0]);
      result = await result.nextResult;
    }
    return heard;
  },
  subscribe(topic, handler, match = "exact") {
    return this.connection.Subscribe(topic, (_args, fields) => handler(fields), { match });
  },
  async publish(topic, fields) {
    return (await this.connection.Publish(topic, [], fields, { acknowledge: true })).OnPublished();
  },
  register(uri, handler) {
    return this.connection.Register(uri, async () => handler());
  },
  value: (got) => got.args?.[0],
  parts: (error) => (typeof error === "string" ? [error] : [error.errorUri, error.args?.[0], error.kwArgs]),
});
