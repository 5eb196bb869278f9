// Where the hemispheres stand and how they are turned. Each turns about its own middle, the right one mirrored to the
// left, so that the same side of both is seen at once: both from outside, both from inside, both from behind.

/// Angles in degrees. Coordinates are RAS: x right, y to the front, z up.
export const VIEWS = {
  back: { label: 'Back', azimuth: 0, elevation: 0 },
  outside: { label: 'Outside', azimuth: 90, elevation: 0 },
  inside: { label: 'Inside', azimuth: -90, elevation: 0 },
  front: { label: 'Front', azimuth: 180, elevation: 0 },
  top: { label: 'Top', azimuth: 0, elevation: 90 },
  below: { label: 'Below', azimuth: 0, elevation: -90 },
};

const GAP = 0.08;
/// A flat patch lies in x and y, and there is nothing to see of it from any other side.
const FACING = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/// Sets `rotation` (3x3, rows first) and `offset` of every hemisphere; returns how far all of them reach to the side
/// and up from the middle, and the size of the largest.
/// @param hemispheres `[{side, centre, extents, flat}]`
export function place(hemispheres, azimuth, elevation) {
  let width = 0;
  let height = 0;
  let largest = 1e-6;
  for (const hemisphere of hemispheres) {
    const mirrored = hemisphere.side === 'right' ? -azimuth : azimuth;
    hemisphere.rotation = hemisphere.flat ? FACING : rotationOf(mirrored, elevation);
    hemisphere.reach = reach(hemisphere, 0);
    height = Math.max(height, reach(hemisphere, 1));
    width += 2 * hemisphere.reach;
    largest = Math.max(largest, ...hemisphere.extents);
  }
  const gap = hemispheres.length > 1 ? GAP * largest : 0;
  width += gap * (hemispheres.length - 1);
  let from = -width / 2;
  for (const hemisphere of hemispheres) {
    hemisphere.offset = from + hemisphere.reach;
    from += 2 * hemisphere.reach + gap;
  }
  return { width: width / 2 || 1, height: height || 1, largest };
}

/// Seen from behind until it is turned.
function rotationOf(azimuth, elevation) {
  const a = azimuth * Math.PI / 180;
  const e = elevation * Math.PI / 180;
  const [ca, sa, ce, se] = [Math.cos(a), Math.sin(a), Math.cos(e), Math.sin(e)];
  const turned = [[ca, 0, sa], [se * sa, ce, -se * ca], [-ce * sa, se, ce * ca]];
  return turned.flatMap(([x, y, z]) => [x, -z, y]);
}

/// Of the ellipsoid with the hemisphere's extents, along an axis of the view: near enough to a brain, and smooth.
function reach({ rotation, extents }, axis) {
  return Math.hypot(...extents.map((extent, i) => rotation[3 * axis + i] * extent));
}

/// Centre of the bounding box and half its sides.
export function boundsOf(positions) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const axis = i % 3;
    low[axis] = Math.min(low[axis], positions[i]);
    high[axis] = Math.max(high[axis], positions[i]);
  }
  return positions.length === 0 ? { centre: [0, 0, 0], extents: [1, 1, 1] } : {
    centre: low.map((value, axis) => (value + high[axis]) / 2),
    extents: low.map((value, axis) => (high[axis] - value) / 2),
  };
}

/// Coordinates of all vertices as they are seen: x to the right, y up, z to the viewer. Kept until the hemisphere is
/// turned.
export function projected(hemisphere) {
  const { rotation: r, offset, centre: c, surface } = hemisphere;
  const turn = `${r.join()},${offset}`;
  if (hemisphere.projectedFor !== turn) {
    const { positions } = surface;
    const seen = hemisphere.seen ?? new Float32Array(positions.length);
    for (let i = 0; i < positions.length; i += 3) {
      const x = positions[i] - c[0];
      const y = positions[i + 1] - c[1];
      const z = positions[i + 2] - c[2];
      seen[i] = r[0] * x + r[1] * y + r[2] * z + offset;
      seen[i + 1] = r[3] * x + r[4] * y + r[5] * z;
      seen[i + 2] = r[6] * x + r[7] * y + r[8] * z;
    }
    hemisphere.seen = seen;
    hemisphere.projectedFor = turn;
  }
  return hemisphere.seen;
}
