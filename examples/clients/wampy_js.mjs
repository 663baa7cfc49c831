// A backend with wampy.js on Node: prints the newest posts, then each one that is published.
import { Wampy } from "wampy";
import WebSocket from "ws";

const wampy = new Wampy(process.env.COURANT_ROUTER, {
  ws: WebSocket,
  realm: "courant",
  authid: "follower",
  authmethods: ["ticket"],
  onChallenge: () => process.env.COURANT_SECRET,
  uriValidation: "loose", // the topics of live fragments have hyphens
  maxRetries: 0, // try again for ever
});
await wampy.connect();
await wampy.subscribe("courant.blog.post.published", ({ argsDict }) => console.log("published:", argsDict.title));
const { argsList } = await wampy.call("courant.blog.post.list", { argsDict: { limit: 3 } });
console.log("newest:", ...argsList[0].posts.map((post) => post.title));
