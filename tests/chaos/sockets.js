// Lets a test come between a page and its WebSockets: `sockets` refuses, cuts, holds back, lets go and replays.
(() => {
  const Native = WebSocket;
  const open = new Set();
  const held = { sent: [], arrived: [] };
  const holding = { sent: null, arrived: null };
  const events = [];
  let refusing = false;

  const pass = (direction, data, go) => (holding[direction]?.test(data) ? held[direction].push(go) : go());

  window.sockets = {
    /** No socket can open from now on; those that are open are cut. */
    refuse() {
      refusing = true;
      this.cut();
    },
    allow() {
      refusing = false;
    },
    cut() {
      for (const socket of open) socket.close();
    },
    /** Hold back the messages that match, those that are "sent" or that have "arrived". */
    hold(direction, pattern) {
      holding[direction] = pattern;
    },
    held: (direction) => held[direction].length,
    release(direction, { backwards = false } = {}) {
      holding[direction] = null;
      const waiting = held[direction].splice(0);
      for (const go of backwards ? waiting.reverse() : waiting) go();
    },
    /** All events that ever arrived, once more, the newest first. */
    replay() {
      for (const go of events.toReversed()) go();
      return events.length;
    },
  };

  window.WebSocket = class extends Native {
    constructor(url, protocols) {
      super(refusing ? new URL("/no-socket-here/", url).href : url, protocols);
      open.add(this);
      this.addEventListener("close", () => open.delete(this));
    }

    send(data) {
      pass("sent", data, () => super.send(data));
    }

    set onmessage(handler) {
      super.onmessage = (event) => {
        if (event.data.startsWith("[36,")) events.push(() => handler(event));
        pass("arrived", event.data, () => handler(event));
      };
    }
  };
})();
