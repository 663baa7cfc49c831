// Another program on a Courant site: prints the events of the blog and the wiki as they happen.
import { Wampy } from "wampy";
import WebSocket from "ws";

const TOPICS = ["courant.blog.post.published", "courant.blog.comment.added", "courant.wiki.page.changed"];

const site = new Wampy(process.env.COURANT_ROUTER ?? "ws://localhost:8080/ws", {
  ws: WebSocket,
  realm: "courant",
  authid: "subscriber",
  authmethods: ["ticket"],
  onChallenge: () => process.env.COURANT_SECRET,
  maxRetries: 0, // for ever; it subscribes again by itself
});
await site.connect();
for (const topic of TOPICS) await site.subscribe(topic, ({ argsDict }) => console.log(topic, JSON.stringify(argsDict)));
console.log("The subscriber has joined.");
