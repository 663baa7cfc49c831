// What wampy.js does.
import { Wampy } from "wampy";
import { CborSerializer } from "wampy/CborSerializer.js";
import { JsonSerializer } from "wampy/JsonSerializer.js";
import { MsgpackSerializer } from "wampy/MsgpackSerializer.js";
import * as cryptosign from "wampy/cryptosign.js";
import * as cra from "wampy/wampcra.js";
import WebSocket from "ws";
import { described, probe } from "./driver.mjs";

const SERIALIZERS = { json: JsonSerializer, cbor: CborSerializer, msgpack: MsgpackSerializer };
const ANSWERS = { ticket: (secret) => () => secret, wampcra: cra.sign, cryptosign: cryptosign.sign };

await probe({
  methods: ["ticket", "wampcra", "cryptosign"],
  serializers: ["json", "cbor", "msgpack"],
  described,
  async join(router, credential, method, serializer) {
    this.wampy = new Wampy(router, {
      ws: WebSocket,
      realm: "courant",
      authid: credential.authid,
      authmethods: [method],
      authextra: credential.pubkey ? { pubkey: credential.pubkey } : {},
      onChallenge: ANSWERS[method](credential.secret),
      serializer: new SERIALIZERS[serializer](),
      maxRetries: 0,
    });
    await this.wampy.connect();
  },
  leave() {
    return this.wampy.disconnect();
  },
  call(uri, fields) {
    return this.wampy.call(uri, { argsDict: fields });
  },
  async progress(uri) {
    const heard = [];
    await this.wampy.call(uri, {}, { progress_callback: (result) => heard.push(result.argsList[0]) });
    return heard;
  },
  subscribe(topic, handler, match = "exact") {
    return this.wampy.subscribe(topic, ({ argsDict }) => handler(argsDict), { match });
  },
  async publish(topic, fields) {
    return (await this.wampy.publish(topic, { argsDict: fields })).publicationId;
  },
  register(uri, handler) {
    return this.wampy.register(uri, handler);
  },
  value: (got) => got.argsList?.[0],
  parts: (error) => [error.errorUri, error.argsList?.[0], error.argsDict],
});
