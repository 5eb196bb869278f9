// A small picture of the brain as it stands in the large one, made once for every turn: which voxel each pixel shows.
// Painting a pattern is then a look-up per pixel, however many voxels there are, and needs no graphics card.

import { colourIndex } from './colours.js';
import { NONE } from './frames.js';
import { projected } from './placement.js';

const BACKGROUND = -1;
const UNPAINTED = -2;
const DOT = 4;

/// @returns int32 `[height, width]`: the voxel, -1 outside the brain, -2 where it shows no voxel
export function voxelsOfPixels(hemispheres, bounds, width, height) {
  const picture = {
    width, height, pixels: new Int32Array(width * height).fill(BACKGROUND),
    depths: new Float32Array(width * height).fill(-Infinity),
  };
  const scale = 0.96 * Math.min(width / (2 * bounds.width), height / (2 * bounds.height));
  for (const hemisphere of hemispheres) {
    const seen = projected(hemisphere);
    const placed = new Float32Array(seen.length);
    for (let i = 0; i < seen.length; i += 3) {
      placed[i] = width / 2 + seen[i] * scale;
      placed[i + 1] = height / 2 - seen[i + 1] * scale;
      placed[i + 2] = seen[i + 2];
    }
    const { faces, voxels } = hemisphere.surface;
    if (faces.length > 0) {
      drawFaces(picture, placed, faces, voxels);
    } else {
      drawDots(picture, placed, voxels, dotRadius(hemisphere, scale), scale);
    }
  }
  return picture.pixels;
}

/// Each pixel whose middle lies in a triangle takes the voxel of its nearest corner.
function drawFaces(picture, placed, faces, voxels) {
  const { width, height } = picture;
  for (let f = 0; f < faces.length; f += 3) {
    const a = 3 * faces[f];
    const b = 3 * faces[f + 1];
    const c = 3 * faces[f + 2];
    const ax = placed[a];
    const bx = placed[b];
    const cx = placed[c];
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
    if (left > right) {
      // So it is with most triangles of a fine surface: they lie between the pixels' middles.
      continue;
    }
    const ay = placed[a + 1];
    const by = placed[b + 1];
    const cy = placed[c + 1];
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    for (let y = Math.max(0, Math.ceil(Math.min(ay, by, cy))); area !== 0 && y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
        const wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
        const wa = 1 - wb - wc;
        if (wa >= 0 && wb >= 0 && wc >= 0) {
          const nearest = wa >= wb && wa >= wc ? a : wb >= wc ? b : c;
          put(picture, x, y, wa * placed[a + 2] + wb * placed[b + 2] + wc * placed[c + 2], voxels[nearest / 3]);
        }
      }
    }
  }
}

function drawDots(picture, placed, voxels, radius, scale) {
  const whole = Math.floor(radius);
  for (let point = 0; point < voxels.length; point++) {
    const x = Math.round(placed[3 * point]);
    const y = Math.round(placed[3 * point + 1]);
    for (let dy = -whole; dy <= whole; dy++) {
      for (let dx = -whole; dx <= whole; dx++) {
        if (dx * dx + dy * dy <= radius * radius && x + dx >= 0 && x + dx < picture.width && y + dy >= 0
            && y + dy < picture.height) {
          // The edge of a dot lies lower than its middle, so that neighbours share the pixels between them.
          put(picture, x + dx, y + dy, placed[3 * point + 2] - 0.5 * Math.hypot(dx, dy) / scale, voxels[point]);
        }
      }
    }
  }
}

function put({ pixels, depths, width }, x, y, depth, voxel) {
  const at = y * width + x;
  if (depth > depths[at]) {
    depths[at] = depth;
    pixels[at] = voxel < 0 ? UNPAINTED : voxel;
  }
}

/// As large as the points of a cloud are apart.
function dotRadius({ extents, surface }, scale) {
  const [a, b] = [...extents].sort((left, right) => right - left);
  const spacing = Math.sqrt(4 * a * b / Math.max(1, surface.voxels.length)) * scale;
  return Math.max(1, Math.min(DOT, 0.9 * spacing));
}

/// @param image ImageData of the pixels' size
/// @param pattern a quantised map of one column, or null to draw the bare brain
/// @param grey what has no value, 0 to 255
export function paintPixels(image, pixels, pattern, scheme, grey) {
  const { data } = image;
  for (let i = 0; i < pixels.length; i++) {
    const voxel = pixels[i];
    const step = voxel >= 0 && pattern ? pattern.quantised[voxel] ?? NONE : NONE;
    const at = 4 * i;
    if (step === NONE) {
      data[at] = data[at + 1] = data[at + 2] = grey;
    } else {
      const colour = 4 * colourIndex(scheme, pattern.minimum + (pattern.maximum - pattern.minimum) * step / 65534);
      data[at] = scheme.colours[colour];
      data[at + 1] = scheme.colours[colour + 1];
      data[at + 2] = scheme.colours[colour + 2];
    }
    data[at + 3] = voxel === BACKGROUND ? 0 : 255;
  }
}
