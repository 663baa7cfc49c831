/** A router and services inside the page: stands in for WebSocket, answers from `fake.procedures`, publishes by `fake.publish`. */

(() => {
  const counters = { session: 1, subscription: 100, publication: 1 };

  class FakeWebSocket {
    constructor(url, protocol) {
      Object.assign(this, { url, protocol, readyState: 0, topics: new Map() });
      fake.sockets.push(this);
      setTimeout(() => this.answerHandshake());
    }

    answerHandshake() {
      if (this.readyState !== 0) return;
      if (fake.refuse) return this.die();
      this.readyState = 1;
      this.onopen?.({});
    }

    die() {
      this.readyState = 3;
      this.onclose?.({ reason: "" });
    }

    close() {
      this.readyState = 3;
    }

    say(message) {
      if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(message) });
    }

    send(text) {
      const message = JSON.parse(text);
      fake.sent.push(message);
      setTimeout(() => this.react(message), fake.latency);
    }

    react([type, request, options, uri, args, kwargs]) {
      if (type === 1) this.say([2, counters.session++, { roles: {}, ...fake.identity }]);
      else if (type === 32) this.subscribe(request, uri);
      else if (type === 34) this.unsubscribe(request, options);
      else if (type === 48) void this.call(request, uri, kwargs);
    }

    subscribe(request, topic) {
      if (fake.forbidden.includes(topic)) return this.say([8, 32, request, {}, "wamp.error.not_authorized"]);
      const id = this.topics.get(topic) ?? counters.subscription++;
      this.topics.set(topic, id);
      this.say([33, request, id]);
    }

    unsubscribe(request, id) {
      for (const [topic, own] of this.topics) if (own === id) this.topics.delete(topic);
      this.say([35, request]);
    }

    async call(request, uri, fields) {
      fake.calls.push({ uri, fields });
      const procedure = fake.procedures[uri];
      if (!procedure) return this.say([8, 48, request, {}, "wamp.error.no_such_procedure"]);
      try {
        this.say([50, request, {}, [(await procedure(fields)) ?? null]]);
      } catch (error) {
        this.say([8, 48, request, {}, error.uri ?? "courant.error.internal", [error.message], error.kwargs ?? {}]);
      }
    }
  }

  window.fake = {
    sockets: [],
    sent: [],
    calls: [],
    forbidden: [],
    latency: 0,
    refuse: false,
    identity: { authid: "visitor", authrole: "visitor" },
    manifests: [],
    pages: {},
    newer: {},
    procedures: {
      "courant.core.module.list": () => ({ modules: fake.manifests }),
      "courant.core.presence.enter": () => ({ fragment: "core.presence-1", topic: "courant.core.live.presence-1" }),
      "courant.core.live.since": ({ fragments }) => fake.since(fragments),
      "courant.blog.live.since": ({ fragments }) => fake.since(fragments),
    },

    /** What `fake.newer` has beyond the versions asked about. */
    since(fragments) {
      const known = Object.entries(fragments).map(([id, version]) => [fake.newer[id], version]);
      return { fragments: known.filter(([one, version]) => one && one.version > version).map(([one]) => one) };
    },

    publish(topic, fields) {
      for (const socket of fake.sockets) {
        const id = socket.topics.get(topic);
        if (id) socket.say([36, id, counters.publication++, {}, [], fields]);
      }
    },

    /** A change of a fragment as a service makes it: known to `since`, and published unless it is missed. */
    change(delivery, { missed = false } = {}) {
      const [module, name] = delivery.id.split("/")[0].split(/\.(.*)/);
      fake.newer[delivery.id] = { html: "", ...delivery };
      if (!missed) fake.publish(`courant.${module}.live.${name}`, delivery);
    },

    drop() {
      for (const socket of fake.sockets) if (socket.readyState === 1) socket.die();
    },

    error(uri, message, kwargs) {
      return Object.assign(new Error(message), { uri: `courant.error.${uri}`, kwargs });
    },

    page(html, more = {}) {
      const empty = { description: "", canonical: "", feed: "", location: "", scripts: [], module: "blog" };
      return { status: 200, title: "A page", html, ...empty, ...more };
    },

    asked(uri) {
      return fake.calls.filter((call) => call.uri === uri).map(({ fields }) => fields);
    },
  };
  window.WebSocket = FakeWebSocket;
})();
