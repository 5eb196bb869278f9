// A surface as the server sends it (topostream-surface, docs/live-page.md), and what is worked out from it once.

const MAGIC = 0x31465354; // "TSF1", little endian

/// `{positions [V,3], faces [F,3], voxels [V], shading [V] or null, normals [V,3]}`
export function decodeSurface(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 16 || view.getUint32(0, true) !== MAGIC) {
    throw new Error('a surface must start with TSF1');
  }
  const vertices = view.getInt32(4, true);
  const triangles = view.getInt32(8, true);
  const shaded = view.getInt32(12, true) === 1;
  const expected = 16 + 12 * vertices + 12 * triangles + 4 * vertices + (shaded ? 4 * vertices : 0);
  if (vertices < 0 || triangles < 0 || buffer.byteLength !== expected) {
    throw new Error(`a surface of ${vertices} vertices and ${triangles} faces has ${expected} bytes, `
      + `this one ${buffer.byteLength}`);
  }
  const positions = new Float32Array(buffer, 16, 3 * vertices);
  const faces = new Int32Array(buffer, 16 + 12 * vertices, 3 * triangles);
  const voxels = new Int32Array(buffer, 16 + 12 * vertices + 12 * triangles, vertices);
  const shading = shaded ? evenShading(new Float32Array(buffer, 16 + 16 * vertices + 12 * triangles, vertices)) : null;
  hideLoose(faces, voxels);
  return { positions, faces, voxels, shading, normals: normalsOf(positions, faces) };
}

/// A flat patch is cut out of a hemisphere whose other vertices are still listed: nothing is seen of them.
function hideLoose(faces, voxels) {
  const used = new Uint8Array(voxels.length);
  for (let i = 0; i < faces.length; i++) {
    used[faces[i]] = 1;
  }
  for (let vertex = 0; vertex < voxels.length; vertex++) {
    if (used[vertex] === 0) {
      voxels[vertex] = -1;
    }
  }
}

/// The coordinates of voxels as a cloud of points: what a subject without surfaces is drawn as.
/// @param inside which of the voxels belong to it, in order
export function cloudOf(coordinates, inside) {
  const positions = new Float32Array(3 * inside.length);
  inside.forEach((voxel, i) => positions.set(coordinates.subarray(3 * voxel, 3 * voxel + 3), 3 * i));
  return {
    positions, faces: new Int32Array(0), voxels: Int32Array.from(inside), shading: null,
    normals: new Float32Array(3 * inside.length),
  };
}

/// Sulcal depth comes in millimetres, curvature per millimetre, thickness in others still: -1 to 1 over two and a half
/// standard deviations shades them all alike.
function evenShading(raw) {
  let sum = 0;
  let squares = 0;
  let finite = 0;
  for (const value of raw) {
    if (Number.isFinite(value)) {
      sum += value;
      squares += value * value;
      finite++;
    }
  }
  const mean = sum / (finite || 1);
  const spread = 2.5 * Math.sqrt(Math.max(0, squares / (finite || 1) - mean * mean)) || 1;
  return Float32Array.from(raw, value =>
    Number.isFinite(value) ? Math.max(-1, Math.min(1, (value - mean) / spread)) : 0);
}

/// Area-weighted vertex normals. three.js has the same, through objects that cost half a second on a whole fsaverage.
function normalsOf(positions, faces) {
  const normals = new Float32Array(positions.length);
  for (let f = 0; f < faces.length; f += 3) {
    const a = 3 * faces[f];
    const b = 3 * faces[f + 1];
    const c = 3 * faces[f + 2];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    for (const at of [a, b, c]) {
      normals[at] += nx;
      normals[at + 1] += ny;
      normals[at + 2] += nz;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    normals[i] /= length;
    normals[i + 1] /= length;
    normals[i + 2] /= length;
  }
  return normals;
}
