// The binary frames of /live (docs/live-page.md), and a map as the page holds it: quantised, as it came, because the
// graphics card reads it that way and a repaint is then one copy.

/// The quantised form of "no value".
export const NONE = 65535;
const STEPS = 65534;

/// Typed arrays have the machine's byte order; every machine that runs a browser today is little endian, as the frames.
export function splitFrame(buffer) {
  if (buffer.byteLength < 4) {
    throw new Error(`a frame of ${buffer.byteLength} bytes, expected at least 4`);
  }
  const length = new DataView(buffer).getInt32(0, true);
  if (length < 2 || length > buffer.byteLength - 4) {
    throw new Error(`a frame's head of ${length} bytes in a frame of ${buffer.byteLength}`);
  }
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { head, payload: buffer.slice(4 + length) };
}

/// A map that is complete in itself: `{key, seq, n, k, minimum, maximum, quantised, about}`. `stamp` grows with every
/// change of the values, for whoever keeps something made from them.
export function wholeMap(head, payload) {
  const { n, k } = head;
  expectBytes(`map ${head.key} of ${n} voxels by ${k}`, payload, 2 * n * k);
  return mapOf(head, n, k, new Uint16Array(payload));
}

/// Applies a delta in place. Says `false` where the delta is not upon what is held, which must then be asked for whole:
/// applied to anything else it would give a map that still looks plausible.
export function applyDelta(map, head, payload) {
  if (map.seq !== head.base || map.n !== head.n || map.k !== head.k
      || map.minimum !== head.minimum || map.maximum !== head.maximum) {
    return false;
  }
  const { count } = head;
  expectBytes(`delta of map ${head.key} with ${count} values`, payload, 6 * count);
  const places = new Int32Array(payload, 0, count);
  const values = new Uint16Array(payload, 4 * count, count);
  for (let i = 0; i < count; i++) {
    if (places[i] < 0 || places[i] >= map.quantised.length) {
      throw new Error(`delta of map ${head.key} at ${places[i]}, expected 0 to ${map.quantised.length - 1}`);
    }
    map.quantised[places[i]] = values[i];
  }
  map.seq = head.seq;
  map.about = describe(head);
  map.stamp++;
  return true;
}

/// Of a map that came over HTTP as float32 `[N,k]` with its description.
export function mapOfFloats(description, k, floats) {
  const { backbone, kind, minimum, maximum } = description;
  if (floats.length % k !== 0) {
    throw new Error(`map ${backbone}/${kind} of ${floats.length} values, expected a multiple of its ${k} columns`);
  }
  const quantised = new Uint16Array(floats.length);
  const scale = STEPS / (maximum - minimum || 1);
  for (let i = 0; i < floats.length; i++) {
    const value = floats[i];
    quantised[i] = !Number.isFinite(value) ? NONE : Math.min(STEPS, Math.max(0, Math.round((value - minimum) * scale)));
  }
  return mapOf({ ...description, key: `${backbone}/${kind}`, seq: -1 }, floats.length / k, k, quantised);
}

export function valueAt(map, voxel, column = 0) {
  const value = map.quantised[voxel * map.k + column];
  return value === undefined || value === NONE ? Number.NaN
    : map.minimum + (map.maximum - map.minimum) * value / STEPS;
}

/// The patterns of a trial frame, either of them null where it did not come.
export function patterns(head, payload) {
  const { n, has, minimum, maximum } = head;
  const both = has === 'both';
  expectBytes(`trial of ${n} voxels with ${has}`, payload, 2 * n * (both ? 2 : 1));
  const pattern = index => ({
    n, k: 1, minimum, maximum, quantised: new Uint16Array(payload, 2 * n * index, n), stamp: 0,
  });
  return {
    predicted: has === 'response' ? null : pattern(0),
    measured: has === 'prediction' ? null : pattern(both ? 1 : 0),
  };
}

function mapOf(head, n, k, quantised) {
  return {
    key: head.key, seq: head.seq, n, k, minimum: head.minimum, maximum: head.maximum, quantised,
    about: describe(head), stamp: 0,
  };
}

function describe(head) {
  const { type, seq, form, base, count, n, k, ...about } = head;
  return about;
}

function expectBytes(what, payload, bytes) {
  if (payload.byteLength !== bytes) {
    throw new Error(`${what}: ${payload.byteLength} bytes, expected ${bytes}`);
  }
}
