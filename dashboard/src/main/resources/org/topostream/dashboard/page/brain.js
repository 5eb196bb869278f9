// What is painted: the surfaces of the subject or, where there are none, the cloud of its voxels; and its regions.

import * as api from './api.js';
import { outlinesOf } from './outline.js';
import { boundsOf } from './placement.js';
import { cloudOf, decodeSurface } from './surface.js';

const SIDES = ['left', 'right'];
const ORDER = ['inflated', 'pial', 'white', 'midthickness', 'sphere', 'flat'];

/// The name of what has no surface.
export const CLOUD = 'voxels';

/// Names that can be chosen for a subject, the best to begin with first.
export function surfaceNames(subject) {
  const names = [...new Set((subject?.surfaces ?? []).map(surface => surface.slice(surface.indexOf('/') + 1)))];
  const rank = name => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return [...names.sort((a, b) => rank(a) - rank(b)), CLOUD];
}

export function surfaceShown(view, subject) {
  const names = surfaceNames(subject);
  return names.includes(view.surface) ? view.surface : names[0];
}

export class Brain {
  #shown = '';
  #surfaces = new Map();

  constructor(state) {
    this.state = state;
    state.on(['subject'], () => {
      this.#shown = '';
      state.receive({ geometry: null, regions: new Map(), regionsOf: '' });
    });
    state.on(['subject', 'surface', 'subjects'], () => this.#load());
    state.on(['geometry'], () => this.#loadRegions());
  }

  async #load() {
    const { state } = this;
    const about = state.subject;
    if (!about) {
      return;
    }
    const name = surfaceShown(state.view, about);
    const wanted = `${about.subject} ${name}`;
    if (wanted === this.#shown) {
      return;
    }
    this.#shown = wanted;
    try {
      const parts = name === CLOUD ? await this.#clouds(about.subject) : await this.#sheets(about, name);
      if (wanted === this.#shown) {
        const hemispheres = parts.map(hemisphereOf);
        state.receive({ geometry: { name, subject: about.subject, hemispheres }, missing: '' });
      }
    } catch (error) {
      this.#shown = '';
      state.receive({ missing: `Cannot show the surface ${name}: ${error.message}` });
    }
  }

  async #sheets({ subject, surfaces }, name) {
    const sides = SIDES.filter(side => surfaces.includes(`${side}/${name}`));
    return Promise.all(sides.map(async side => {
      const key = `${subject} ${side}/${name}`;
      if (!this.#surfaces.has(key)) {
        this.#surfaces.set(key, decodeSurface(await api.surface(subject, side, name)));
        // Both sides of four: a whole fsaverage has 10 MB a side.
        [...this.#surfaces.keys()].slice(0, -8).forEach(old => this.#surfaces.delete(old));
      }
      return { side, name, surface: this.#surfaces.get(key) };
    }));
  }

  async #clouds(subject) {
    const [coordinates, hemispheres] = await Promise.all([api.coordinates(subject), api.hemispheres(subject)]);
    const all = Array.from({ length: coordinates.length / 3 }, (_, voxel) => voxel);
    const sides = hemispheres ? SIDES.map((side, number) => ({
      side, inside: all.filter(voxel => hemispheres[voxel] === number),
    })) : [{ side: 'whole', inside: all }];
    return sides.filter(({ inside }) => inside.length > 0)
      .map(({ side, inside }) => ({ side, name: CLOUD, surface: cloudOf(coordinates, inside) }));
  }

  /// One at a time, after the brain is there: nobody waits for them.
  async #loadRegions() {
    const { state } = this;
    const about = state.subject;
    if (!state.data.geometry || !about || state.data.regionsOf === about.subject) {
      return;
    }
    const regions = new Map();
    state.receive({ regionsOf: about.subject, regions });
    for (const roi of about.rois ?? []) {
      try {
        regions.set(roi, await api.region(about.subject, roi));
      } catch (error) {
        console.info(`no region ${roi}: ${error.message}`);
      }
      if (state.data.regionsOf !== about.subject) {
        return;
      }
    }
    state.receive({ regions });
  }
}

function hemisphereOf({ side, name, surface }) {
  const bounds = boundsOf(surface.positions);
  // A patch that was cut and unfolded, whatever it is called.
  const flat = name === 'flat' || bounds.extents[2] < 0.001 * Math.max(...bounds.extents);
  return { side, surface, flat, ...bounds };
}

/// Segments of the borders of all regions, for every hemisphere.
export function outlines(hemispheres, regions) {
  return hemispheres.map(({ surface }) => outlinesOf(surface, [...regions.values()]));
}

export function regionsAt(regions, voxel) {
  return [...regions].filter(([, inside]) => inside[voxel]).map(([name]) => name);
}
