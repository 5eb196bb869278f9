// The stimulus that is shown, the response predicted to it and, when it comes, the one measured; and over the image the
// place that a voxel reads.

import * as api from './api.js';
import { sharpen } from './charts.js';
import { patternScheme } from './colours.js';
import { encoderName, number } from './text.js';
import { paintPixels, voxelsOfPixels } from './thumbnail.js';

/// Long enough to be seen, and for the server not to be asked for more than two images a second.
const DWELL = 450;
/// Of a token of the 8x8 grid: half its side, in units of half the image.
const CELL = 0.125;

const element = id => document.getElementById(id);

export class TrialPanel {
  #shown = null;
  #shownAt = 0;
  #next = null;
  #timer = 0;
  #pixels = new Map();

  /// @param viewer whose hemispheres are drawn small, as they stand
  constructor(state, loop, viewer) {
    Object.assign(this, { state, loop, viewer });
    loop.register('trial', () => this.#paint());
    state.on(['trial'], () => this.#offer(state.data.trial));
    state.on(['subject', 'backbone'], () => {
      this.#show(null);
      this.#offer(state.data.trial); // the first may have come before a backbone was chosen
    });
    state.on(['field'], () => this.#placeField());
    element('stimulus').addEventListener('load', () => this.#placeField());
    new ResizeObserver(() => {
      loop.invalidate('trial');
      this.#placeField();
    }).observe(element('predicted'));
  }

  get shown() {
    return this.#shown;
  }

  #offer(trial) {
    const { backbone } = this.state.view;
    // A response that nobody predicted comes without a backbone.
    if (!trial || (backbone !== '' && trial.backbone !== '' && trial.backbone !== backbone)) {
      return;
    }
    const merged = merge(this.#shown, trial);
    if (merged) {
      this.#show(merged);
      return;
    }
    this.#next = merge(this.#next, trial) ?? trial;
    const rest = DWELL - (performance.now() - this.#shownAt);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(this.#next), Math.max(0, rest));
  }

  #show(trial) {
    clearTimeout(this.#timer);
    const before = this.#shown;
    this.#shown = trial;
    this.#next = null;
    if (trial?.stimulusId !== before?.stimulusId) {
      this.#shownAt = performance.now();
      this.#image(trial?.stimulusId);
    }
    this.#words(trial);
    this.loop.invalidate('trial');
  }

  /// The old image stays until the new one is there: no flicker.
  async #image(stimulusId) {
    const image = element('stimulus');
    if (!stimulusId) {
      image.hidden = true;
      element('stimulus-caption').textContent = 'Stimulus';
      this.#placeField();
      return;
    }
    const next = new Image();
    next.src = api.stimulusPath(stimulusId);
    try {
      await next.decode();
    } catch {
      if (this.#shown?.stimulusId === stimulusId) {
        image.hidden = true;
        element('stimulus-caption').textContent = 'Image no longer kept';
      }
      return;
    }
    if (this.#shown?.stimulusId === stimulusId) {
      image.src = next.src;
      image.alt = `Stimulus ${stimulusId}`;
      image.hidden = false;
      element('stimulus-caption').textContent = 'Stimulus';
    }
  }

  #words(trial) {
    const text = element('trial-text');
    if (!trial) {
      text.textContent = 'Waiting for the first prediction …';
      return;
    }
    const strong = document.createElement('strong');
    strong.textContent = trial.measured ? `r of the two patterns ${number(trial.r)}` : 'Waiting for the response …';
    text.replaceChildren(strong, ` · ${trial.stimulusId} · ${encoderName(trial.encoderVersion)}`);
  }

  #paint() {
    const units = this.state.subject?.measure ?? '';
    for (const [id, word] of [['predicted', 'Predicted'], ['measured', 'Measured']]) {
      const pattern = this.#shown?.[id] ?? null;
      const scheme = pattern && patternScheme(pattern, units);
      this.#paintPattern(element(id), pattern, scheme);
      const range = scheme ? ` ±${number(scheme.high, 2)}` : '';
      element(`${id}-caption`).textContent = word + (scheme ? range : this.#shown ? ', not yet' : '');
      element(`${id}-caption`).title = scheme
        ? `Colours to${range} ${units}, 2.5 times the root mean square of the pattern` : '';
      element(id).setAttribute('aria-label', scheme
        ? `${word} pattern, colours to${range} ${units}` : `No ${id} pattern yet`);
    }
  }

  #paintPattern(canvas, pattern, scheme) {
    const { context } = sharpen(canvas);
    const { width, height } = canvas;
    const { hemispheres, bounds } = this.viewer;
    if (hemispheres.length === 0 || width < 4 || hemispheres.some(({ rotation }) => !rotation)) {
      return;
    }
    const turned = `${width} ${height} ${hemispheres.map(({ rotation }) => rotation?.join()).join()}`;
    let made = this.#pixels.get(canvas);
    if (!made || made.turned !== turned || made.hemispheres !== hemispheres) {
      made = { turned, hemispheres, pixels: voxelsOfPixels(hemispheres, bounds, width, height) };
      this.#pixels.set(canvas, made);
    }
    const image = context.createImageData(width, height);
    paintPixels(image, made.pixels, pattern, scheme, Math.round(255 * this.viewer.greys[0]));
    context.putImageData(image, 0, 0);
  }

  /// Upon the image itself, which its frame is wider or higher than.
  #placeField() {
    const { field } = this.state.data;
    const image = element('stimulus');
    const drawing = element('field');
    const visible = Boolean(field) && !image.hidden && Number.isFinite(field.x) && Number.isFinite(field.y);
    drawing.toggleAttribute('hidden', !visible);
    if (visible) {
      Object.assign(drawing.style, { left: `${image.offsetLeft}px`, top: `${image.offsetTop}px`,
        width: `${image.clientWidth}px`, height: `${image.clientHeight}px` });
      for (const circle of drawing.querySelectorAll('circle')) {
        circle.setAttribute('cx', field.x);
        circle.setAttribute('cy', field.y);
        circle.setAttribute('r', fieldRadius(field.scale));
      }
    }
  }
}

/// From one cell of the grid at scale 0 to half the image at scale 1, where the voxel reads all of it.
export function fieldRadius(scale) {
  return CELL + (1 - CELL) * Math.max(0, Math.min(1, Number(scale) || 0));
}

/// Of one presentation, prediction and response may come in two frames; null where they are of different ones.
export function merge(held, trial) {
  if (!held || held.stimulusId !== trial.stimulusId || held.backbone !== trial.backbone
      || (held.trialId && trial.trialId && held.trialId !== trial.trialId)) {
    return null;
  }
  return { ...held, ...trial, predicted: trial.predicted ?? held.predicted, measured: trial.measured ?? held.measured,
    r: trial.r ?? held.r, encoderVersion: trial.predicted ? trial.encoderVersion : held.encoderVersion };
}
