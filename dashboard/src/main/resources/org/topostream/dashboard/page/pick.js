// Which vertex is under the pointer. On the processor, not by reading the graphics card back: exact to the triangle,
// the same for points, and fast enough (a few milliseconds for two hemispheres of fsaverage) to follow the pointer.

import { projected } from './placement.js';

/// @param x,y where, in the units of the placed hemispheres
/// @param radius how near a point must be to be meant, where there are no triangles
/// @returns `{hemisphere, vertex, voxel}` of the foremost, or null; `voxel` is -1 where the vertex shows none
export function pick(hemispheres, x, y, radius) {
  let best = null;
  for (const hemisphere of hemispheres) {
    const seen = projected(hemisphere);
    const hit = hemisphere.surface.faces.length > 0
      ? pickFace(seen, hemisphere.surface.faces, x, y) : pickPoint(seen, x, y, radius);
    if (hit && (!best || hit.depth > best.depth)) {
      best = { ...hit, hemisphere };
    }
  }
  return best && { ...best, voxel: best.hemisphere.surface.voxels[best.vertex] };
}

function pickFace(seen, faces, x, y) {
  let best = null;
  for (let f = 0; f < faces.length; f += 3) {
    const a = 3 * faces[f];
    const b = 3 * faces[f + 1];
    const c = 3 * faces[f + 2];
    const ax = seen[a] - x;
    const bx = seen[b] - x;
    const cx = seen[c] - x;
    if ((ax > 0 && bx > 0 && cx > 0) || (ax < 0 && bx < 0 && cx < 0)) {
      continue;
    }
    const ay = seen[a + 1] - y;
    const by = seen[b + 1] - y;
    const cy = seen[c + 1] - y;
    // Twice the areas of the three triangles with the pointer: of one sign where it is inside.
    const wa = bx * cy - cx * by;
    const wb = cx * ay - ax * cy;
    const wc = ax * by - bx * ay;
    if ((wa < 0 || wb < 0 || wc < 0) && (wa > 0 || wb > 0 || wc > 0)) {
      continue;
    }
    const area = wa + wb + wc;
    if (area === 0) {
      continue;
    }
    const depth = (wa * seen[a + 2] + wb * seen[b + 2] + wc * seen[c + 2]) / area;
    if (!best || depth > best.depth) {
      const largest = Math.max(wa / area, wb / area, wc / area);
      best = { depth, vertex: (wa / area === largest ? a : wb / area === largest ? b : c) / 3 };
    }
  }
  return best;
}

/// The foremost of the points under the pointer; of those that are about as near the viewer, the nearest to it.
function pickPoint(seen, x, y, radius) {
  let best = null;
  for (let i = 0; i < seen.length; i += 3) {
    const distance = Math.hypot(seen[i] - x, seen[i + 1] - y);
    if (distance <= radius) {
      const rank = seen[i + 2] - 2 * distance;
      if (!best || rank > best.rank) {
        best = { rank, depth: seen[i + 2], vertex: i / 3 };
      }
    }
  }
  return best;
}
