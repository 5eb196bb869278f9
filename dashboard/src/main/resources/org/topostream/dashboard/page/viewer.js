// The brains: one or several panes with the same hemispheres under the same camera, each painted with its own map.
// Draws when told to and not otherwise.

import {
  BufferAttribute, BufferGeometry, Group, LineBasicMaterial, LineSegments, Mesh, OrthographicCamera, Points, Scene,
  WebGLRenderer,
} from '/three/build/three.module.js';
import { MapTexture, coloursTexture, paintMaterial, setPane } from './paint.js';
import { Marker } from './marker.js';
import { paneBoxes } from './panes.js';
import { place } from './placement.js';

const SLOW = 50;
const MARGIN = 1.05;

export class Viewer {
  hemispheres = [];
  panes = [];
  bounds = { width: 1, height: 1, largest: 1 };
  turn = { azimuth: 0, elevation: 0, zoom: 1, panX: 0, panY: 0 };
  greys = [0.3, 0.1];
  outlineColour = 0xffffff;
  #scene = new Scene();
  #camera = new OrthographicCamera();
  #textures = [];
  #colours = new Map();
  #fit = null;
  #fullRatio = 1;
  #ratio = 1;
  #drawnAt = 0;
  #wasTurning = false;

  /// Without WebGL 2 there is no renderer: everything else still works, and `problem` says what is missing.
  constructor(canvas) {
    this.canvas = canvas;
    this.marker = new Marker();
    this.outlines = new LineBasicMaterial({ transparent: true, opacity: 0.85 });
    try {
      this.software = drawnBySoftware();
      this.renderer = new WebGLRenderer({ canvas, alpha: true, antialias: !this.software });
      this.renderer.autoClear = false;
      this.materials = { triangles: paintMaterial(false), points: paintMaterial(true) };
    } catch (error) {
      this.problem = 'This browser offers no WebGL 2, so the brains cannot be drawn. The panels still work.';
    }
  }

  /// @param hemispheres `[{side, surface, centre, extents, flat}]`, left first
  show(hemispheres) {
    this.hemispheres.forEach(hemisphere => {
      this.#scene.remove(hemisphere.group);
      hemisphere.group.traverse(part => part.geometry?.dispose());
    });
    this.hemispheres = hemispheres;
    this.#fit = null;
    for (const hemisphere of hemispheres) {
      hemisphere.group = new Group();
      hemisphere.group.matrixAutoUpdate = false;
      hemisphere.body = this.#body(hemisphere.surface);
      hemisphere.group.add(hemisphere.body);
      this.#scene.add(hemisphere.group);
    }
  }

  #body(surface) {
    const { positions, normals, voxels, shading, faces } = surface;
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(normals, 3));
    geometry.setAttribute('voxel', new BufferAttribute(Float32Array.from(voxels), 1));
    geometry.setAttribute('shade', new BufferAttribute(shading ?? new Float32Array(voxels.length), 1));
    if (faces.length > 0) {
      geometry.setIndex(new BufferAttribute(new Uint32Array(faces), 1));
    }
    const body = faces.length > 0 ? new Mesh(geometry, this.materials?.triangles)
      : new Points(geometry, this.materials?.points);
    body.frustumCulled = false;
    return body;
  }

  /// @param segments float32 `[S,2,3]` for every hemisphere, in their order
  outline(segments) {
    this.hemispheres.forEach((hemisphere, i) => {
      if (hemisphere.outline) {
        hemisphere.group.remove(hemisphere.outline);
        hemisphere.outline.geometry.dispose();
        hemisphere.outline = null;
      }
      if (segments[i]?.length > 0) {
        const geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(segments[i], 3));
        hemisphere.outline = new LineSegments(geometry, this.outlines);
        hemisphere.outline.frustumCulled = false;
        hemisphere.group.add(hemisphere.outline);
      }
    });
  }

  mark(voxel, vertex = null) {
    this.marker.mark(this.hemispheres, voxel, vertex);
  }

  /// @param panes `[{map, minus, component, scheme}]`
  setPanes(panes) {
    this.panes = panes;
    while (this.#textures.length < panes.length) {
      this.#textures.push({ values: new MapTexture(), minus: new MapTexture() });
    }
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    this.#fullRatio = Math.min(this.software ? 1 : 2, window.devicePixelRatio || 1);
    this.#ratio = this.#fullRatio;
    this.renderer?.setPixelRatio(this.#ratio);
    this.renderer?.setSize(Math.max(1, clientWidth), Math.max(1, clientHeight), false);
  }

  /// @param turning while the hand moves: then speed goes before sharpness, and the scale does not grow under it
  /// @returns whether it has yet to settle and wants to draw again
  draw(now, turning) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.bounds = place(this.hemispheres, this.turn.azimuth, this.turn.elevation);
    const settling = this.#settle(width, height, turning);
    if (this.renderer && width > 0 && height > 0) {
      this.#keepPace(now, turning);
      this.#render(width, height);
    }
    this.#drawnAt = now;
    return settling;
  }

  #keepPace(now, turning) {
    const took = now - this.#drawnAt;
    let ratio = this.#ratio;
    if (!turning) {
      ratio = this.#fullRatio;
    } else if (this.#wasTurning && took > SLOW) {
      ratio = Math.max(0.5, this.#ratio / 1.4);
    }
    this.#wasTurning = turning;
    if (ratio !== this.#ratio) {
      this.#ratio = ratio;
      this.renderer.setPixelRatio(ratio);
    }
  }

  #settle(width, height, turning) {
    const box = paneBoxes(this.panes.length, width, height)[0] ?? { width, height };
    const wanted = MARGIN * Math.max(this.bounds.height, this.bounds.width * box.height / Math.max(1, box.width));
    if (this.#fit === null || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#fit = wanted;
    } else if (turning) {
      this.#fit = Math.max(this.#fit, wanted);
    } else {
      this.#fit += 0.35 * (wanted - this.#fit);
    }
    if (turning || Math.abs(wanted - this.#fit) < 0.003 * wanted) {
      this.#fit = turning ? this.#fit : wanted;
      return false;
    }
    return true;
  }

  #aim(aspect) {
    const { zoom, panX, panY } = this.turn;
    const half = this.#fit / zoom;
    Object.assign(this.#camera, {
      left: -half * (aspect + panX), right: half * (aspect - panX), top: half * (1 - panY),
      bottom: -half * (1 + panY), near: -8 * this.bounds.largest, far: 8 * this.bounds.largest,
    });
    this.#camera.updateProjectionMatrix();
  }

  #render(width, height) {
    this.hemispheres.forEach(hemisphere => {
      const { rotation: r, offset, centre: c } = hemisphere;
      hemisphere.group.visible = Boolean(r); // one that has just come is placed before the next picture
      if (!r) {
        return;
      }
      const moved = [0, 1, 2].map(row => -r.slice(3 * row, 3 * row + 3).reduce((sum, v, i) => sum + v * c[i], 0));
      hemisphere.group.matrix.set(r[0], r[1], r[2], moved[0] + offset, r[3], r[4], r[5], moved[1],
        r[6], r[7], r[8], moved[2], 0, 0, 0, 1);
      hemisphere.group.matrixWorldNeedsUpdate = true;
    });
    this.outlines.color.set(this.outlineColour);
    this.renderer.setScissorTest(false);
    this.renderer.clear();
    this.renderer.setScissorTest(true);
    paneBoxes(this.panes.length, width, height).forEach((box, i) => this.#renderPane(this.panes[i], i, box, height));
  }

  #renderPane(pane, i, box, height) {
    const textures = this.#textures[i];
    textures.values.show(pane.map, pane.component);
    textures.minus.show(pane.minus, pane.component);
    const { colours } = pane.scheme;
    if (!this.#colours.has(colours)) {
      this.#colours.set(colours, coloursTexture(colours));
    }
    const ratio = this.renderer.getPixelRatio();
    for (const material of Object.values(this.materials)) {
      setPane(material, pane, textures, this.#colours.get(colours));
      material.uniforms.greys.value.set(...this.greys);
      material.uniforms.pointSize.value = Math.max(3, this.pointRadius() * box.height * this.turn.zoom / this.#fit)
        * ratio;
    }
    this.marker.scale(ratio);
    this.#aim(box.width / box.height);
    this.renderer.setViewport(box.left, height - box.top - box.height, box.width, box.height);
    this.renderer.setScissor(box.left, height - box.top - box.height, box.width, box.height);
    this.renderer.render(this.#scene, this.#camera);
  }

  /// Of the points of a cloud, in its own units: as large as they may be without covering each other.
  pointRadius() {
    const cloud = this.hemispheres.find(({ surface }) => surface.faces.length === 0);
    if (!cloud) {
      return 0;
    }
    const [a, b, c] = cloud.extents.map(extent => 2 * Math.max(extent, 1e-3));
    const voxels = Math.max(1, cloud.surface.voxels.length);
    // Of a cortex the points fill the box's sides rather than the box.
    return 0.45 * Math.min(Math.cbrt(a * b * c / voxels), Math.sqrt(2 * (a * b + b * c + c * a) / voxels));
  }

  /// Where in the placed hemispheres' units a point of the canvas lies, and in which pane.
  locate(x, y) {
    const { clientWidth, clientHeight } = this.canvas;
    const boxes = paneBoxes(this.panes.length, clientWidth, clientHeight);
    const pane = boxes.findIndex(box => x >= box.left && x < box.left + box.width
      && y >= box.top && y < box.top + box.height);
    const box = boxes[pane];
    if (!box || this.#fit === null) {
      return null;
    }
    const half = this.#fit / this.turn.zoom;
    const perPixel = 2 * half / box.height;
    return {
      pane, perPixel,
      x: (x - box.left - box.width / 2) * perPixel - this.turn.panX * half,
      y: (box.top + box.height / 2 - y) * perPixel - this.turn.panY * half,
    };
  }

  /// The panes as they stand, `width` pixels wide, on a canvas of their own; drawn anew on the screen after it.
  snapshot(width, height, greys, outlineColour) {
    const screen = { greys: this.greys, outlineColour: this.outlineColour };
    Object.assign(this, { greys, outlineColour });
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    if (this.renderer) {
      const { clientWidth, clientHeight } = this.canvas;
      this.renderer.setPixelRatio(width / clientWidth);
      this.#render(clientWidth, clientHeight);
      copy.getContext('2d').drawImage(this.canvas, 0, 0, width, height);
      this.renderer.setPixelRatio(this.#ratio);
    }
    Object.assign(this, screen);
    return copy;
  }

  /// Uploads and draws the first pane's map again and again, waiting for the card each time.
  /// @returns frames a second
  measureRepaint(frames) {
    const { clientWidth, clientHeight } = this.canvas;
    const gl = this.renderer.getContext();
    const pixel = new Uint8Array(4);
    const since = performance.now();
    for (let i = 0; i < frames; i++) {
      this.#textures[0].values.show(this.panes[0].map, this.panes[0].component, true);
      this.#render(clientWidth, clientHeight);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    }
    return 1000 * frames / (performance.now() - since);
  }
}

/// Smooth edges cost a software renderer four times the pixels.
function drawnBySoftware() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const about = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = about ? gl.getParameter(about.UNMASKED_RENDERER_WEBGL) : '';
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}
