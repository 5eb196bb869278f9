// One picture at a time: whatever has something new to show is drawn together, at the browser's next frame.

export class Loop {
  #painters = new Map();
  #stale = new Set();
  #after = [];
  #frames = [];
  #asked = false;

  /// @param paint called with the frame's time; draws again at the next where it returns true
  register(name, paint) {
    this.#painters.set(name, paint);
  }

  invalidate(name) {
    this.#stale.add(name);
    this.#ask();
  }

  /// Called once the next picture has been drawn, even where nothing in it is new.
  afterDrawing(done) {
    this.#after.push(done);
    this.#ask();
  }

  /// How many pictures of `name` were drawn within the last second.
  framesPerSecond(name) {
    const since = performance.now() - 1000;
    this.#frames = this.#frames.filter(({ at }) => at >= since);
    return this.#frames.filter(frame => frame.name === name).length;
  }

  #ask() {
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(now => this.#draw(now));
    }
  }

  #draw(now) {
    this.#asked = false;
    const stale = [...this.#stale];
    this.#stale.clear();
    for (const name of stale) {
      try {
        if (this.#painters.get(name)(now)) {
          this.invalidate(name);
        }
        this.#frames.push({ name, at: performance.now() });
      } catch (error) {
        // One panel that cannot be drawn must not stop the others, nor the acknowledgements after them.
        console.error(`cannot draw ${name}`, error);
      }
    }
    this.#frames.splice(0, Math.max(0, this.#frames.length - 2000));
    this.#after.splice(0).forEach(done => done());
  }
}
