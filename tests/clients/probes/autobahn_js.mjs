// What autobahn-js does.
import autobahn from "autobahn";
import { described, probe } from "./driver.mjs";

const SERIALIZERS = {
  json: () => new autobahn.serializer.JSONSerializer(),
  cbor: () => new autobahn.serializer.CBORSerializer(),
  msgpack: () => new autobahn.serializer.MsgpackSerializer(),
};

const bytes = (text) => Uint8Array.from(Buffer.from(text, "hex"));

function answer(method, secret, extra) {
  if (method === "ticket") return secret;
  if (method === "cryptosign") {
    const key = autobahn.nacl.sign.keyPair.fromSeed(bytes(secret));
    return autobahn.auth_cryptosign.sign_challenge(key, extra);
  }
  const key = autobahn.auth_cra.derive_key(secret, extra.salt, extra.iterations, extra.keylen);
  return autobahn.auth_cra.sign(key, extra.challenge);
}

await probe({
  methods: ["ticket", "wampcra", "cryptosign"],
  serializers: ["json", "cbor", "msgpack"],
  described,
  join(router, credential, method, serializer) {
    return new Promise((joined, failed) => {
      this.connection = new autobahn.Connection({
        url: router,
        realm: "courant",
        authid: credential.authid,
        authmethods: [method],
        onchallenge: (_, name, extra) => answer(name, credential.secret, extra),
        serializers: [SERIALIZERS[serializer]()],
      });
      this.connection.onopen = (session) => joined((this.session = session));
      this.connection.onclose = (reason, details) => (failed(new Error(details.message ?? reason)), true);
      this.connection.open();
    });
  },
  leave() {
    this.connection.close();
  },
  call(uri, fields) {
    return this.session.call(uri, [], fields);
  },
  async progress(uri) {
    const heard = [];
    await this.session.call(uri, [], {}, { receive_progress: true }).then(
      () => 0,
      (error) => { throw error; },
      (value) => heard.push(value),
    );
    return heard;
  },
  subscribe(topic, handler, match = "exact") {
    return this.session.subscribe(topic, (_args, fields) => handler(fields), { match });
  },
  async publish(topic, fields) {
    return (await this.session.publish(topic, [], fields, { acknowledge: true })).id;
  },
  register(uri, handler) {
    return this.session.register(uri, handler);
  },
  value: (got) => got,
  parts: (error) => [error.error, error.args?.[0], error.kwargs],
});
