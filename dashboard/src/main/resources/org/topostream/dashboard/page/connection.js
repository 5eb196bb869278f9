// The WebSocket to the server: comes back by itself, and then asks only for what has changed meanwhile.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/// The server says how it is every second.
const SILENCE = 10_000;

export class Connection {
  #socket = null;
  #server = null;
  #wanted = null;
  #failures = 0;
  #heardAt = 0;
  #unanswered = 0;
  #retry = 0;

  /// @param url of `/live`
  /// @param on `{frame(buffer), phase({phase, attempt, retryAt, reason}), have(), forget()}`: `have` gives the numbers
  ///     of the maps that are held, `forget` says that those numbers mean nothing any more
  constructor(url, on) {
    Object.assign(this, { url, on });
    setInterval(() => this.#listen(), 1000);
    window.addEventListener('online', () => this.reconnect());
  }

  open() {
    clearTimeout(this.#retry);
    this.on.phase({ phase: this.#failures === 0 ? 'connecting' : 'reconnecting', attempt: this.#failures });
    const socket = new WebSocket(this.url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#unanswered = 0;
    this.#heardAt = performance.now();
    socket.addEventListener('open', () => {
      this.#heardAt = performance.now();
      this.#send();
    });
    socket.addEventListener('message', ({ data }) => this.#hear(socket, data));
    socket.addEventListener('close', ({ reason }) => this.#lost(socket, reason));
  }

  /// At once, not when the wait is over.
  reconnect() {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      this.#drop();
      this.open();
    }
  }

  /// @param wanted `{subject, maps}`
  watch(wanted) {
    this.#wanted = wanted;
    this.#send();
  }

  /// After the frame has been drawn, never before: that is what paces the server.
  acknowledge(seq) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#unanswered = Math.max(0, this.#unanswered - 1);
      this.#socket.send(JSON.stringify({ type: 'ack', seq }));
    }
  }

  /// The first frame of every connection.
  greet(server) {
    if (this.#server !== null && this.#server !== server) {
      // Frames of a server that was started again count anew: 17 is another 17.
      this.on.forget();
    }
    this.#server = server;
    this.#failures = 0;
    this.on.phase({ phase: 'live', attempt: 0 });
  }

  #send() {
    if (this.#wanted && this.#socket?.readyState === WebSocket.OPEN) {
      const { subject, maps } = this.#wanted;
      const have = this.on.have(maps);
      this.#socket.send(JSON.stringify({
        type: 'watch', subject, maps, have, ...(this.#server === null ? {} : { server: this.#server }),
      }));
    }
  }

  #hear(socket, data) {
    if (socket === this.#socket && data instanceof ArrayBuffer) {
      this.#heardAt = performance.now();
      this.#unanswered++;
      this.on.frame(data);
    }
  }

  #lost(socket, reason = '') {
    if (socket !== this.#socket) {
      return;
    }
    this.#socket = null;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures) * (0.75 + Math.random() / 2);
    this.#failures++;
    this.on.phase({ phase: 'waiting', attempt: this.#failures, retryAt: Date.now() + wait, reason });
    this.#retry = setTimeout(() => this.open(), wait);
  }

  /// A connection can die without a word. Silence tells nothing while a frame waits to be drawn (a page that cannot be
  /// seen draws none), nor while it is still being opened.
  #listen() {
    if (this.#socket?.readyState === WebSocket.OPEN && this.#unanswered === 0 && !document.hidden
        && performance.now() - this.#heardAt > SILENCE) {
      const silent = this.#socket;
      silent.close();
      this.#lost(silent);
    }
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
