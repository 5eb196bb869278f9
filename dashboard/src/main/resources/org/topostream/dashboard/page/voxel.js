// One voxel: its values, which layers it reads, where in the image, how its score grew, and its last responses.

import * as api from './api.js';
import { LineChart } from './charts.js';
import { componentAt } from './components.js';
import { regionsAt } from './brain.js';
import { number } from './text.js';

const PACE = 2000;

const element = id => document.getElementById(id);

/// What the panel needs of `GET .../voxels/{voxel}`, of one backbone.
export function readVoxel(answer, backbone) {
  const of = answer.backbones?.[backbone] ?? {};
  const [x, y] = of.space ?? [];
  return {
    layers: (of.weights ?? []).map((weight, i) => ({
      name: of.layers?.[i] ?? `layer ${i + 1}`, weight: Number(weight),
    })),
    field: x === undefined ? null : { x: Number(x), y: Number(y), scale: Number(of.scale) },
    scores: (of.scores ?? []).map(({ trials, r, r2 }) => ({
      trials: Number(trials), r: asNumber(r), r2: asNumber(r2),
    })),
    course: (of.trials ?? []).map(({ predicted, measured }) => ({
      predicted: asNumber(predicted), measured: asNumber(measured),
    })),
    ceiling: asNumber(of.noiseCeiling),
  };
}

/// JSON has no NaN: null stands in its place, which Number would make 0.
function asNumber(value) {
  return value === null || value === undefined ? Number.NaN : Number(value);
}

export class VoxelPanel {
  #askedAt = 0;
  #timer = 0;

  constructor(state, loop) {
    this.state = state;
    const curve = { x: 'images scored', y: 'score', waiting: 'Waiting for the first score …', floor: -0.5 };
    const course = { x: 'last trials, oldest first', y: 'response', waiting: 'Waiting for the first trial …' };
    this.curve = new LineChart(element('voxel-curve'), curve, () => loop.invalidate('voxel'));
    this.course = new LineChart(element('voxel-course'), course, () => loop.invalidate('voxel'));
    loop.register('voxel', () => {
      this.curve.draw();
      this.course.draw();
    });
    element('voxel-close').addEventListener('click', () => {
      state.change({ voxel: -1 });
      element('viewer').focus();
    });
    state.on(['voxel', 'subject', 'backbone'], () => this.#choose());
    state.on(['scores', 'liveMap'], () => this.#later());
    state.on(['panes', 'regions'], () => this.#words());
  }

  #choose() {
    const { voxel } = this.state.view;
    element('voxel').hidden = voxel < 0;
    if (voxel < 0) {
      this.answer = null;
      this.state.receive({ field: null });
      return;
    }
    this.#load();
  }

  /// With every score there is something new, but nobody reads that fast.
  #later() {
    if (this.state.view.voxel >= 0) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#load(), Math.max(0, PACE - (performance.now() - this.#askedAt)));
    }
  }

  async #load() {
    clearTimeout(this.#timer);
    const { subject, voxel, backbone } = this.state.view;
    if (subject === '' || voxel < 0) {
      return;
    }
    this.#askedAt = performance.now();
    this.#words();
    try {
      const answer = await api.voxel(subject, voxel);
      if (this.state.view.subject === subject && this.state.view.voxel === voxel) {
        this.#show(readVoxel(answer, backbone));
      }
    } catch (error) {
      if (this.state.view.voxel === voxel) {
        this.answer = null;
        element('voxel-text').textContent = error.message;
      }
    }
  }

  #show(answer) {
    this.answer = answer;
    const { scores, course, field } = answer;
    this.curve.show([
      { name: 'r', colour: 'first', points: scores.map(({ trials, r }) => [trials, r]) },
      { name: 'R²', colour: 'second', points: scores.map(({ trials, r2 }) => [trials, r2]) },
    ]);
    this.course.show([
      { name: 'measured', colour: 'second', points: course.map(({ measured }, i) => [i + 1, measured]) },
      { name: 'predicted', colour: 'first', points: course.map(({ predicted }, i) => [i + 1, predicted]) },
    ]);
    this.course.options.y = this.state.subject?.measure || 'response';
    this.#layers(answer.layers);
    this.state.receive({ field });
    this.#words();
  }

  #layers(layers) {
    const heaviest = Math.max(1e-9, ...layers.map(({ weight }) => weight));
    element('voxel-layers').replaceChildren(...layers.flatMap(({ name, weight }) => {
      const track = Object.assign(document.createElement('div'), { className: 'track' });
      const bar = document.createElement('i');
      Object.assign(bar.style, { left: 0, width: `${100 * weight / heaviest}%` });
      track.append(bar);
      return [Object.assign(document.createElement('span'), { textContent: name }), track,
        Object.assign(document.createElement('span'), { className: 'amount', textContent: number(weight) })];
    }));
  }

  #words() {
    const { view, data } = this.state;
    if (view.voxel < 0) {
      return;
    }
    const regions = regionsAt(data.regions, view.voxel);
    element('voxel-title').textContent = `Voxel ${view.voxel}${regions.length > 0 ? ` · ${regions.join(', ')}` : ''}`;
    const said = data.panes.filter(({ map, minus }) => map && !minus && view.voxel < map.n).map(pane =>
      `${pane.scheme.title} ${number(componentAt(pane.map, pane.component, view.voxel))} (${pane.title})`);
    const { field, ceiling } = this.answer ?? {};
    if (field) {
      said.push(`reads x ${number(field.x)}, y ${number(field.y)} of the image (−1 left, top), scale `
        + `${number(field.scale)} (0 the place alone, 1 all of it)`);
    }
    if (Number.isFinite(ceiling)) {
      said.push(`noise ceiling ${number(ceiling)}`);
    }
    element('voxel-text').textContent = said.join('; ') || 'Waiting for the voxel’s values …';
  }
}
