// Talking to the API: with a key where one is asked for, and over a line that mends itself.

const key = () => localStorage.getItem("key");

export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

export async function ask(path, options = {}) {
  const headers = key() ? { "X-API-Key": key() } : {};
  const answer = await fetch(path, { ...options, headers });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, said.detail ?? answer.statusText);
  return said;
}

// Opens `/ws` again and again, each time from the last alert that came.
export class Line {
  constructor(cursor, { onState, onAlert, onKeyNeeded }) {
    this.cursor = cursor;
    this.on = { onState, onAlert, onKeyNeeded };
    this.waitMs = 500;
    this.open();
  }

  open() {
    const address = new URL("/ws", location);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.onopen = () => socket.send(JSON.stringify({ key: key(), cursor: this.cursor }));
    socket.onmessage = (message) => this.hear(JSON.parse(message.data));
    socket.onclose = (closed) => this.reopen(closed.code);
  }

  hear(said) {
    if (said.type === "hello") {
      this.waitMs = 500;
      this.cursor ??= said.cursor;
      this.on.onState("live");
    } else {
      this.cursor = said.cursor;
      this.on.onAlert(said);
    }
  }

  reopen(code) {
    this.on.onState("lost");
    if (code === 1008) {
      this.on.onKeyNeeded();
      return;
    }
    setTimeout(() => this.open(), this.waitMs);
    this.waitMs = Math.min(this.waitMs * 2, 10_000);
  }
}
