// How a map gets its colours: on the graphics card. The card holds for every vertex the number of its voxel, and looks
// its value up in a texture that is the map as it came from the server. A repaint is one upload of that texture, of
// 650 kB for a whole fsaverage; no colour is ever worked out in JavaScript.

import {
  DataTexture, GLSL3, LinearFilter, NearestFilter, RGBAFormat, RGIntegerFormat, RedIntegerFormat, ShaderMaterial,
  UnsignedByteType, UnsignedShortType, Vector2,
} from '/three/build/three.module.js';

const WIDTH = 1024;
const REDUCTIONS = { value: 0, angle: 1, eccentricity: 2 };
const FORMS = { sequential: 0, diverging: 0, cyclic: 0, categorical: 1 };

const VERTEX = `
in float voxel;
in float shade;
uniform highp usampler2D values;
uniform highp usampler2D minus;
uniform vec2 range;
uniform vec2 minusRange;
uniform float pointSize;
uniform bool pair;
// x and y are premultiplied by whether there is a value at all, so that along an edge to a vertex without one the value
// keeps instead of fading to nothing.
out vec3 shown;
out vec3 taken;
flat out vec3 shownLabel;
flat out vec3 takenLabel;
out vec3 direction;
out float depth;

vec3 read(highp usampler2D map, vec2 ends) {
  int at = int(voxel);
  if (at < 0) {
    return vec3(0.0);
  }
  uvec2 steps = texelFetch(map, ivec2(at & 1023, at >> 10), 0).rg;
  if (steps.x == 65535u || (pair && steps.y == 65535u)) {
    return vec3(0.0);
  }
  return vec3(ends.x + (ends.y - ends.x) * vec2(steps) / 65534.0, 1.0);
}

void main() {
  shown = read(values, range);
  taken = read(minus, minusRange);
  shownLabel = shown;
  takenLabel = taken;
  direction = normalMatrix * normal;
  depth = shade;
  gl_PointSize = pointSize;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const FRAGMENT = `
precision highp float;
uniform sampler2D colours;
uniform int reduction;
uniform int form;
uniform int labels;
uniform bool difference;
uniform vec2 limits;
uniform vec2 greys;
in vec3 shown;
in vec3 taken;
flat in vec3 shownLabel;
flat in vec3 takenLabel;
in vec3 direction;
in float depth;
out vec4 colour;

// After interpolation, not before: halfway between two angles on either side of a half turn is not the angle zero.
float reduced(vec3 sum) {
  vec2 place = sum.xy / sum.z;
  return reduction == 1 ? degrees(atan(-place.y, place.x)) : reduction == 2 ? length(place) : place.x;
}

vec3 painted() {
  if (form == 1) {
    int label = int(floor((difference ? step(0.5, abs(shownLabel.x - takenLabel.x)) : shownLabel.x) + 0.5));
    return texelFetch(colours, ivec2(label % labels, 0), 0).rgb;
  }
  float value = reduced(shown);
  if (difference) {
    value -= reduced(taken);
    value -= reduction == 1 ? 360.0 * floor((value + 180.0) / 360.0) : 0.0;
  }
  float place = clamp((value - limits.x) / (limits.y - limits.x), 0.0, 1.0);
  return texture(colours, vec2((place * 255.0 + 0.5) / 256.0, 0.5)).rgb;
}

void main() {
#ifdef POINTS
  vec2 within = gl_PointCoord * 2.0 - 1.0;
  if (dot(within, within) > 1.0) {
    discard;
  }
  float light = sqrt(1.0 - 0.6 * dot(within, within));
#else
  // From the viewer's eye, and never dark: a colour must stay the one of the bar.
  float light = 0.66 + 0.34 * abs(normalize(direction).z);
#endif
  float has = form == 1 ? shownLabel.z : shown.z;
  float hasTaken = form == 1 ? takenLabel.z : taken.z;
  bool valued = has > 0.5 && (!difference || hasTaken > 0.5);
  colour = vec4((valued ? painted() : vec3(greys.x - greys.y * depth)) * light, 1.0);
}`;

/// One material for triangles, one for points; whoever draws sets the uniforms before every picture.
export function paintMaterial(points) {
  const none = new MapTexture().texture;
  return new ShaderMaterial({
    glslVersion: GLSL3, vertexShader: VERTEX, fragmentShader: FRAGMENT, defines: points ? { POINTS: '' } : {},
    side: 2,
    // Outlines lie in the triangles themselves; those must give way a little.
    polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1,
    uniforms: {
      values: { value: none }, minus: { value: none }, range: { value: new Vector2(0, 1) },
      minusRange: { value: new Vector2(0, 1) }, pair: { value: false }, pointSize: { value: 4 },
      colours: { value: null }, reduction: { value: 0 }, form: { value: 0 }, labels: { value: 1 },
      difference: { value: false }, limits: { value: new Vector2(0, 1) }, greys: { value: new Vector2(0.3, 0.1) },
    },
  });
}

/// What the material needs to know to draw a pane.
export function setPane(material, pane, textures, coloursTexture) {
  const { uniforms } = material;
  const { map, minus, component, scheme } = pane;
  uniforms.values.value = textures.values.texture;
  uniforms.minus.value = textures.minus.texture;
  uniforms.range.value.set(map?.minimum ?? 0, map?.maximum ?? 1);
  uniforms.minusRange.value.set(minus?.minimum ?? 0, minus?.maximum ?? 1);
  uniforms.pair.value = (component?.columns.length ?? 1) === 2;
  uniforms.reduction.value = REDUCTIONS[component?.reduction ?? 'value'];
  uniforms.form.value = FORMS[scheme.form];
  uniforms.labels.value = scheme.colours.length / 4;
  uniforms.difference.value = Boolean(minus);
  uniforms.limits.value.set(scheme.low, scheme.high);
  uniforms.colours.value = coloursTexture;
}

/// A component's columns of a map, as a texture of whole numbers of 16 bits.
export class MapTexture {
  #made = {};

  constructor() {
    this.texture = integers(new Uint16Array(WIDTH).fill(65535), 1, 1);
  }

  /// Uploads at the next picture what has changed since the last.
  /// @param component whose columns; a map of null shows no value anywhere
  show(map, component, again = false) {
    const columns = map ? component.columns : [0];
    const made = { map, stamp: map?.stamp, columns: columns.join() };
    if (!again && Object.keys(made).every(key => made[key] === this.#made[key])) {
      return;
    }
    const rows = Math.max(1, Math.ceil((map?.n ?? 0) / WIDTH));
    const length = rows * WIDTH * columns.length;
    if (this.texture.image.data.length !== length || this.#made.columns !== made.columns) {
      // Storage on the card has one size and one format for life.
      this.texture.dispose();
      this.texture = integers(new Uint16Array(length), rows, columns.length);
    }
    gather(map, columns, this.texture.image.data);
    this.texture.needsUpdate = true;
    this.#made = made;
  }

  dispose() {
    this.texture.dispose();
  }
}

function gather(map, columns, into) {
  if (!map) {
    into.fill(65535);
  } else if (columns.length === map.k) {
    into.set(map.quantised);
  } else {
    for (let voxel = 0, to = 0; voxel < map.n; voxel++) {
      for (const column of columns) {
        into[to++] = map.quantised[voxel * map.k + column];
      }
    }
  }
}

function integers(data, rows, columns) {
  const texture = new DataTexture(data, WIDTH, rows, columns === 2 ? RGIntegerFormat : RedIntegerFormat,
    UnsignedShortType);
  texture.internalFormat = columns === 2 ? 'RG16UI' : 'R16UI';
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

/// The colours themselves are sRGB and go to the screen as they are, untouched by colour management.
export function coloursTexture(colours) {
  const texture = new DataTexture(colours, colours.length / 4, 1, RGBAFormat, UnsignedByteType);
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}
