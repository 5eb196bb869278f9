// The left side: what is looked at.

import { componentsOf } from './components.js';
import { hasTruth, isTruth } from './panes.js';
import { VIEWS } from './placement.js';
import { surfaceNames, surfaceShown } from './brain.js';
import { LIVE } from './state.js';
import { clock, kindName, kindRank, number } from './text.js';

const element = id => document.getElementById(id);

/// Only where something differs: a list that is open while it is filled anew closes.
export function fill(select, options, value) {
  const text = JSON.stringify(options);
  if (select.dataset.options !== text) {
    select.dataset.options = text;
    select.replaceChildren(...options.map(option => new Option(option.label, option.value)));
  }
  if (select.value !== String(value)) {
    select.value = String(value);
  }
}

export class Controls {
  constructor(state) {
    this.state = state;
    this.#listen();
    state.on(['subjects', 'subject', 'catalogue', 'backbone', 'kind', 'surface', 'panes', 'component', 'palette', 'low',
      'high', 'outlines', 'geometry', 'compare', 'compareVersion', 'compareVersions', 'difference', 'truth', 'voxel'],
    () => this.#show());
  }

  #listen() {
    const { state } = this;
    element('controls').addEventListener('submit', event => event.preventDefault());
    const change = (id, patch) => element(id).addEventListener('change', event => state.change(patch(event.target)));
    change('subject', ({ value }) => ({ subject: value, backbone: '', version: LIVE, compare: '', compareVersion: LIVE,
      voxel: -1, surface: '', low: null, high: null }));
    change('backbone', ({ value }) => ({ backbone: value, version: LIVE,
      ...(state.view.compare === value ? { compare: '', compareVersion: LIVE } : {}) }));
    change('kind', ({ value }) => ({ kind: value, component: '', low: null, high: null, compareVersion: LIVE }));
    change('component', ({ value }) => ({ component: value, low: null, high: null }));
    change('surface', ({ value }) => ({ surface: value }));
    change('palette', ({ value }) => ({ palette: value }));
    change('outlines', ({ checked }) => ({ outlines: checked }));
    change('compare', ({ value }) => ({ compare: value, compareVersion: LIVE }));
    change('compare-version', ({ value }) => ({ compareVersion: Number(value) }));
    change('difference', ({ checked }) => ({ difference: checked }));
    change('truth', ({ checked }) => ({ truth: checked }));
    change('voxel-number', ({ value }) => ({ voxel: value === '' ? -1 : this.#voxel(Number(value)) }));
    for (const end of ['low', 'high']) {
      change(end, ({ value }) => this.#range({ [end]: value === '' ? null : Number(value) }));
    }
    element('range-reset').addEventListener('click', () => state.change({ low: null, high: null }));
    element('views').replaceChildren(...Object.values(VIEWS).map(({ label, azimuth, elevation }, i) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label,
        title: `Key ${i + 1}` });
      button.addEventListener('click', () => state.change({ azimuth, elevation, zoom: 1, panX: 0, panY: 0 }));
      return button;
    }));
  }

  #voxel(number) {
    const last = (this.state.subject?.voxels ?? Infinity) - 1;
    return Number.isInteger(number) && number >= 0 && number <= last ? number : -1;
  }

  /// A range that is none is not taken; the fields show again what holds.
  #range(patch) {
    const { low, high } = { ...this.state.view, ...patch };
    const { scheme } = this.state.data.panes[0] ?? {};
    if ((low ?? scheme?.low ?? 0) < (high ?? scheme?.high ?? 1)) {
      this.state.change(patch);
    }
    this.#show();
  }

  #show() {
    const { view, data, subject } = this.state;
    const keys = [...data.catalogue.values()];
    const networks = [...new Set([...(subject?.backbones ?? []), ...keys.map(({ backbone }) => backbone),
      ...(view.backbone ? [view.backbone] : [])])].filter(name => !isTruth(name)).sort();
    const kinds = [...new Set([...keys.filter(({ backbone }) => backbone === view.backbone).map(({ kind }) => kind),
      view.kind])].sort((a, b) => kindRank(a) - kindRank(b) || 0);
    fill(element('subject'), data.subjects?.length > 0
      ? data.subjects.map(each => ({ value: each.subject, label: each.subject }))
      : [{ value: '', label: 'waiting …' }], view.subject);
    fill(element('backbone'), networks.length > 0 ? networks.map(name => ({ value: name, label: name }))
      : [{ value: '', label: 'waiting …' }], view.backbone);
    fill(element('kind'), kinds.map(kind => ({ value: kind, label: kindName(kind) })), view.kind);
    this.#showComponents();
    const surfaces = surfaceNames(subject);
    element('surface-label').hidden = surfaces.length < 2;
    fill(element('surface'), surfaces.map(name => ({ value: name, label: kindName(name) })),
      surfaceShown(view, subject));
    const flat = data.geometry?.hemispheres.some(each => each.flat) ?? false;
    [...element('views').children].forEach(button => {
      button.disabled = flat;
    });
    element('palette').value = view.palette;
    element('outlines').checked = view.outlines;
    element('outlines-label').hidden = !(subject?.rois?.length > 0);
    element('voxel-number').value = view.voxel < 0 ? '' : view.voxel;
    element('voxel-number').max = Math.max(0, (subject?.voxels ?? 1) - 1);
    this.#showRange();
    this.#showComparison(networks);
  }

  #showComponents() {
    const { view, data } = this.state;
    const about = data.panes.find(({ map }) => map)?.map.about ?? data.catalogue.get(`${view.backbone}/${view.kind}`);
    const components = about ? componentsOf(about) : [];
    element('component-label').hidden = components.length < 2;
    fill(element('component'), components.map(({ id, label }) => ({ value: id, label })),
      components.some(({ id }) => id === view.component) ? view.component : components[0]?.id ?? '');
  }

  #showRange() {
    const { view, data } = this.state;
    const { scheme } = data.panes[0] ?? {};
    const free = scheme && (scheme.form === 'sequential' || scheme.form === 'diverging');
    for (const end of ['low', 'high']) {
      const input = element(end);
      input.disabled = !free;
      input.placeholder = free ? number(scheme[end]) : '';
      if (document.activeElement !== input) {
        input.value = view[end] ?? '';
      }
    }
    element('range-reset').disabled = view.low === null && view.high === null;
  }

  #showComparison(networks) {
    const { view, data } = this.state;
    const others = networks.filter(name => name !== view.backbone && data.catalogue.has(`${name}/${view.kind}`));
    fill(element('compare'), [{ value: '', label: 'nothing' }, ...others.map(name => ({ value: name, label: name })),
      ...(view.backbone ? [{ value: view.backbone, label: `${view.backbone}, another version` }] : [])], view.compare);
    element('compare-version-label').hidden = view.compare === '';
    fill(element('compare-version'), [{ value: LIVE, label: 'newest, live' },
      ...(data.compareVersions ?? []).toReversed().map(({ encoderVersion, updatedAt }) => ({
        value: encoderVersion, label: `encoder ${encoderVersion}  ${clock(updatedAt)}`,
      }))], view.compareVersion);
    const truth = hasTruth(data.catalogue, view.kind);
    element('truth-label').hidden = ![...data.catalogue.values()].some(({ backbone }) => isTruth(backbone));
    element('truth').disabled = !truth;
    element('truth').checked = view.truth && truth;
    element('difference').checked = view.difference;
    element('difference').disabled = view.compare === '' && !(view.truth && truth);
  }
}
