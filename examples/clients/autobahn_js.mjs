// A backend with autobahn-js on Node 24: prints the newest posts, then each one that is published.
import autobahn from "autobahn";

const connection = new autobahn.Connection({
  url: process.env.COURANT_ROUTER,
  realm: "courant",
  authid: "follower",
  authmethods: ["ticket"],
  onchallenge: () => process.env.COURANT_SECRET,
  max_retries: -1,
  max_retry_delay: 5,
});
connection.onopen = async (session) => {
  await session.subscribe("courant.blog.post.published", (_, post) => console.log("published:", post.title));
  try {
    const { posts } = await session.call("courant.blog.post.list", [], { limit: 3 });
    console.log("newest:", ...posts.map((post) => post.title));
  } catch ({ error }) {
    console.log("no list:", error); // after a restart of the site, the blog may come later than the router
  }
};
connection.onclose = () => false; // false: try again
connection.open();
