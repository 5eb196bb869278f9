// What is shown, in words: under the brain for everybody, in a live region for those who listen, and in pictures.

import { CLOUD } from './brain.js';
import { isCategorical, reduce } from './components.js';
import { clock, count, encoderName, kindName, list, number, splitKey } from './text.js';

/// Long enough not to talk over itself while encoders follow each other.
const QUIET = 10_000;

const element = id => document.getElementById(id);

/// One sentence or two; the same under a saved picture.
export function captionOf(view, data) {
  const pane = data.panes[0];
  const map = pane?.map;
  if (!map) {
    return '';
  }
  const { about } = map;
  const others = data.panes.slice(1).map(({ title }) => title);
  const time = clock(about.updatedAt);
  const covered = Number(about.coverage ?? 1);
  const what = about.stimulusId ? `${pane.scheme.title} to ${about.stimulusId}` : pane.scheme.title;
  return [
    `${what} of ${view.subject} under ${pane.title}${time ? ` (${time})` : ''}`,
    others.length > 0 ? `; beside it ${others.join('; ')}` : '',
    `. ${surfaceWords(data.geometry)}`,
    covered < 1 ? `, ${Math.round(100 * covered)} % of` : ',', ` ${count(map.n, 'voxel')}`,
    covered < 1 ? ' with a value.' : '.',
  ].join('');
}

function surfaceWords(geometry) {
  return !geometry ? 'No surface yet' : geometry.name === CLOUD ? 'Voxels where they are'
    : `${kindName(geometry.name)} surface`;
}

/// What the page waits for, in the order in which things come; empty where there is a map to see.
export function waitingFor(view, data, problem) {
  if (problem || data.missing) {
    return problem || data.missing;
  }
  if (!data.subjects) {
    return 'Connecting to the server …';
  }
  if (data.subjects.length === 0) {
    return 'Waiting for the first subject …';
  }
  if (!data.subjects.some(({ subject }) => subject === view.subject)) {
    return `Waiting for the subject ${view.subject} …`;
  }
  if (!data.geometry || data.geometry.subject !== view.subject) {
    return `Loading the brain of ${view.subject} …`;
  }
  if (data.lost || data.panes[0]?.map) {
    return data.lost;
  }
  const { backbone } = view;
  if (backbone === '' || ![...data.catalogue.keys()].some(key => splitKey(key).backbone === backbone)) {
    return `Waiting for the first encoder${backbone ? ` of ${backbone}` : ''} …`;
  }
  return data.catalogue.has(`${backbone}/${view.kind}`) ? `Loading the map ${kindName(view.kind).toLowerCase()} …`
    : `Waiting for the first map of ${kindName(view.kind).toLowerCase()} under ${backbone} …`;
}

export class Summary {
  #saidAt = -Infinity;
  #timer = 0;

  constructor(state, viewer) {
    Object.assign(this, { state, viewer });
    state.on(['panes', 'geometry', 'subjects', 'subject', 'catalogue', 'missing', 'backbone', 'kind', 'connection'],
      () => this.#show());
    this.#show();
  }

  #show() {
    const { view, data } = this.state;
    const waiting = waitingFor(view, data, this.viewer.problem);
    element('waiting').hidden = waiting === '';
    if (element('waiting').textContent !== waiting) {
      element('waiting').textContent = waiting;
    }
    const caption = captionOf(view, data);
    document.title = view.subject ? `${kindName(view.kind)} of ${view.subject} · topostream` : 'topostream';
    element('caption').textContent = caption;
    element('viewer').setAttribute('aria-label', caption || waiting);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(),
      Math.max(300, QUIET - (performance.now() - this.#saidAt)));
  }

  #say() {
    const { view, data } = this.state;
    const text = waitingFor(view, data, this.viewer.problem)
      || `${captionOf(view, data)} ${regionWords(data.panes[0])}`;
    if (element('summary').textContent !== text) {
      element('summary').textContent = text;
      this.#saidAt = performance.now();
    }
  }
}

/// The regions' means, which are what an eye takes from the colours.
function regionWords({ map, component }) {
  const rois = map && !isCategorical(map.about) ? map.about.rois ?? [] : [];
  const each = rois.map(({ name, mean }) =>
    `${name} ${number(reduce(component, component.columns.map(column => Number(mean[column]))))}`);
  return each.length === 0 ? '' : `Mean of ${encoderName(map.about.encoderVersion)} by region: ${list(each)}.`;
}
