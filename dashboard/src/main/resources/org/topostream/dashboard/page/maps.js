// The maps that the page holds: the newest of every key that is watched, and versions out of the encoder's history.

import * as api from './api.js';
import { applyDelta, mapOfFloats, wholeMap } from './frames.js';

/// Of versions: a score of whole fsaverages.
const BYTES = 32_000_000;

export class Maps {
  #live = new Map();
  #versions = new Map();
  #loading = new Map();
  #failures = new Map();
  #subjects = 0;

  /// @returns the map, or null where the frame does not fit what is held: then the key must be asked for anew
  accept(head, payload) {
    const held = this.#live.get(head.key);
    if (head.form === 'delta') {
      if (held && applyDelta(held, head, payload)) {
        return held;
      }
      this.#live.delete(head.key);
      return null;
    }
    const map = wholeMap(head, payload);
    this.#live.set(head.key, map);
    return map;
  }

  live(key) {
    return this.#live.get(key) ?? null;
  }

  /// `{key: seq}` of those of the keys that are held.
  have(keys) {
    return Object.fromEntries(keys.map(key => [key, this.#live.get(key)?.seq ?? -1]).filter(([, seq]) => seq >= 0));
  }

  /// The server was started again: what is held may still be looked at, but no delta is upon it.
  forgetNumbers() {
    this.#live.forEach(map => {
      map.seq = -1;
    });
  }

  /// Only what is watched stays up to date.
  keepOnly(keys) {
    [...this.#live.keys()].filter(key => !keys.includes(key)).forEach(key => this.#live.delete(key));
  }

  /// For another subject.
  clear() {
    this.#subjects++;
    this.#live.clear();
    this.#versions.clear();
    this.#loading.clear();
    this.#failures.clear();
  }

  /// Why a version could not be had, or an empty text. It is not asked for again before `retry`.
  failure(key, version) {
    return this.#failures.get(`${key}@${version}`) ?? '';
  }

  retry() {
    this.#failures.clear();
  }

  atVersion(key, version) {
    return this.#versions.get(`${key}@${version}`) ?? null;
  }

  /// Done when the version is held, or is known not to be had.
  async load(subject, backbone, kind, version) {
    const name = `${backbone}/${kind}@${version}`;
    if (!this.#loading.has(name)) {
      const asked = this.#subjects;
      this.#loading.set(name, api.map(subject, backbone, kind, version).then(({ description, columns, floats }) => {
        const map = mapOfFloats(description, columns, floats);
        if (asked === this.#subjects) {
          this.#versions.set(name, map);
          this.#discard();
        }
      }, error => {
        this.#failures.set(name, error.message);
      }).finally(() => asked === this.#subjects && this.#loading.delete(name)));
    }
    return this.#loading.get(name);
  }

  /// The oldest first: a Map keeps the order of coming.
  #discard() {
    let bytes = [...this.#versions.values()].reduce((sum, map) => sum + map.quantised.byteLength, 0);
    for (const [name, map] of this.#versions) {
      if (bytes <= BYTES || this.#versions.size <= 4) {
        return;
      }
      bytes -= map.quantised.byteLength;
      this.#versions.delete(name);
    }
  }
}
