// The borders of regions, as line segments across the triangles they cut.

/// As many as a whole number has bits to say which of them a vertex is in.
const AT_ONCE = 31;

/// @param surface as `decodeSurface` gives it
/// @param regions `[N]` each, not 0 for the voxels of the region
/// @returns float32 `[S,2,3]`, from the middle of one cut edge to the middle of the other
export function outlinesOf(surface, regions) {
  const segments = [];
  for (let from = 0; from < regions.length; from += AT_ONCE) {
    cutTriangles(surface, regions.slice(from, from + AT_ONCE), segments);
  }
  return Float32Array.from(segments);
}

function cutTriangles({ positions, faces, voxels }, regions, segments) {
  const within = new Int32Array(voxels.length);
  regions.forEach((inside, bit) => {
    for (let vertex = 0; vertex < voxels.length; vertex++) {
      if (voxels[vertex] >= 0 && inside[voxels[vertex]] !== 0) {
        within[vertex] |= 1 << bit;
      }
    }
  });
  const middle = (a, b) => {
    for (let axis = 0; axis < 3; axis++) {
      segments.push((positions[3 * a + axis] + positions[3 * b + axis]) / 2);
    }
  };
  for (let f = 0; f < faces.length; f += 3) {
    const a = faces[f];
    const b = faces[f + 1];
    const c = faces[f + 2];
    const cut = (within[a] ^ within[b]) | (within[b] ^ within[c]);
    for (let bit = 1; cut >= bit && bit > 0; bit <<= 1) {
      if ((cut & bit) !== 0) {
        // The vertex that is alone on its side of the border is on both of the cut edges.
        const lone = (within[b] & bit) === (within[c] & bit) ? a : (within[a] & bit) === (within[c] & bit) ? b : c;
        middle(lone, lone === a ? b : a);
        middle(lone, lone === c ? b : c);
      }
    }
  }
}
