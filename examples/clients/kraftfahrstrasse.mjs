// A backend with kraftfahrstrasse on Node: prints the newest posts, then each one that is published.
import kraftfahrstrasse from "@verkehrsministerium/kraftfahrstrasse";

const { Connection, JSONSerializer, NodeWebSocketTransport, TicketAuthProvider } = kraftfahrstrasse;

async function follow() {
  const connection = new Connection({
    endpoint: process.env.COURANT_ROUTER,
    realm: "courant",
    serializer: new JSONSerializer(),
    transport: NodeWebSocketTransport,
    transportOptions: {},
    authProvider: new TicketAuthProvider("follower", async () => ({ signature: process.env.COURANT_SECRET })),
    logFunction: () => {},
  });
  await connection.Open();
  const gone = connection.OnClose();
  await connection.Subscribe("courant.blog.post.published", (_, post) => console.log("published:", post.title));
  const { args } = await connection.Call("courant.blog.post.list", [], { limit: 3 })[0];
  console.log("newest:", ...args[0].posts.map((post) => post.title));
  await gone;
}

// It does not join again by itself.
for (;;) {
  await follow().catch((error) => console.error("not joined:", error));
  await new Promise((done) => setTimeout(done, 1000));
}
