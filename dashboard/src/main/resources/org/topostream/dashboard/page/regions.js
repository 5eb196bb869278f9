// The shown map, or the score, over every region: mean as a bar, median as a mark; a second bar for what it is compared
// with. A table, so that it can be read aloud.

import { cssColour } from './colours.js';
import { isCategorical, reduce } from './components.js';
import { fill } from './controls.js';
import { kindName, number, splitKey } from './text.js';

const MEASURES = {
  r: { label: 'Score: Pearson r', set: 'prequential', field: 'r' },
  r2: { label: 'Score: R²', set: 'prequential', field: 'r2' },
  normalised: { label: 'Score: r over noise ceiling', set: 'prequential', field: 'normalised' },
  validation: { label: 'Score: r, held-out images', set: 'validation', field: 'r' },
};

const element = id => document.getElementById(id);
const numbers = (values, columns) => columns.map(column => Number(values?.[column] ?? Number.NaN));

export class RegionPanel {
  constructor(state) {
    this.state = state;
    element('measure').addEventListener('change', event => state.change({ measure: event.target.value }));
    state.on(['panes', 'scores', 'measure', 'subject'], () => this.#show());
  }

  #show() {
    const { view, data } = this.state;
    const kind = kindName(view.kind);
    fill(element('measure'), [{ value: 'map', label: `This map: ${kind.toLowerCase()}` },
      ...Object.entries(MEASURES).map(([value, { label }]) => ({ value, label }))], view.measure);
    const panes = data.panes.filter(({ minus }) => !minus).slice(0, 2);
    const columns = view.measure === 'map' || !(view.measure in MEASURES)
      ? panes.map(pane => ofMap(pane))
      : [...new Set(panes.map(({ key }) => splitKey(key).backbone))].map(backbone =>
        ofScore(data.scores.get(backbone), backbone, MEASURES[view.measure]));
    this.#table(columns.filter(({ rows }) => rows.length > 0));
    this.#alignment(panes);
  }

  #table(columns) {
    const [first, second] = columns;
    const head = element('region-table').tHead;
    const body = element('region-table').tBodies[0];
    if (!first) {
      head.replaceChildren();
      body.replaceChildren(row([cell(this.#nothing())]));
      return;
    }
    const values = columns.flatMap(({ rows }) => rows).flatMap(({ mean, median }) => [mean, median])
      .filter(Number.isFinite);
    const low = Math.min(0, first.low ?? 0, ...values);
    const high = Math.max(first.high ?? 0, ...values, low + 1e-6);
    const amounts = columns.map(({ title }) => cell(columns.length > 1 ? title : 'Mean', 'amount', 'th'));
    head.replaceChildren(row([cell('Region', '', 'th'), ...amounts,
      cell(`${number(low, 2)} to ${number(high, 2)}, mark: median`, 'wide', 'th')]));
    head.querySelectorAll('th').forEach(each => each.setAttribute('scope', 'col'));
    body.replaceChildren(...first.rows.map(region => {
      const other = second?.rows.find(({ name }) => name === region.name);
      const name = cell(region.name, '', 'th');
      name.scope = 'row';
      name.title = `${region.voxels} voxels with a value`;
      const picture = cell('', 'wide');
      picture.append(track(region, other, low, high));
      if (region.profile) {
        picture.append(profile(region.profile, first.scheme));
      }
      return row([name, ...columns.map(({ rows }) =>
        cell(number(rows.find(each => each.name === region.name)?.mean), 'amount')), picture]);
    }));
  }

  #nothing() {
    const { view, data, subject } = this.state;
    if (subject && !(subject.rois?.length > 0)) {
      return 'This subject has no regions.';
    }
    const about = data.panes[0]?.map?.about;
    if (view.measure === 'map' && about && isCategorical(about)) {
      return 'Labels have no mean; choose a score.';
    }
    return view.measure === 'map' ? 'Waiting for the map’s regions …' : 'Waiting for the first score …';
  }

  #alignment(panes) {
    const lines = panes.filter(({ map }) => map?.about.alignment).map(({ title, map }) => {
      const { rois, slope, b0, b1 } = map.about.alignment;
      return `${title}: mean layer over the rank of ${rois.join(' < ')} has slope ${number(slope)}, `
        + `from b0 = ${number(b0)} to b1 = ${number(b1)}`;
    });
    element('alignment').textContent = lines.join('. ');
  }
}

function ofMap({ map, component, scheme, title }) {
  const rows = !map || isCategorical(map.about) ? [] : (map.about.rois ?? []).map(region => ({
    name: region.name, voxels: region.voxels,
    mean: reduce(component, numbers(region.mean, component.columns)),
    median: reduce(component, numbers(region.median, component.columns)),
    profile: map.k > 2 ? region.mean.map(Number) : null,
  }));
  return { rows, title, scheme, low: scheme.low, high: scheme.high };
}

function ofScore(score, backbone, { set, field }) {
  const regions = score?.[set]?.regions?.length > 0 ? score[set].regions : score?.[set]?.rois ?? [];
  const rows = regions.map(region => ({
    name: region.level === 'hemisphere' ? `${region.name} hemisphere` : region.name,
    voxels: field === 'normalised' ? region.normalisedVoxels : region.voxels,
    mean: Number(region[`${field}Mean`] ?? Number.NaN), median: Number(region[`${field}Median`] ?? Number.NaN),
  }));
  return { rows, title: backbone };
}

function cell(text, className = '', tag = 'td') {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

function row(cells) {
  const made = document.createElement('tr');
  made.append(...cells);
  return made;
}

function track(region, other, low, high) {
  const made = Object.assign(document.createElement('div'), { className: other ? 'track two' : 'track' });
  made.setAttribute('aria-hidden', 'true');
  const place = value => 100 * (Math.max(low, Math.min(high, value)) - low) / (high - low);
  const bar = (value, className) => {
    if (Number.isFinite(value)) {
      const [from, to] = [place(0), place(value)].sort((a, b) => a - b);
      const drawn = Object.assign(document.createElement('i'), { className });
      Object.assign(drawn.style, { left: `${from}%`, width: `${to - from}%` });
      made.append(drawn);
    }
  };
  bar(region.mean, 'first');
  if (other) {
    bar(other.mean, 'second');
  }
  if (Number.isFinite(region.median)) {
    const mark = document.createElement('b');
    mark.style.left = `${place(region.median)}%`;
    made.append(mark);
  }
  return made;
}

/// The means of all columns side by side: which layers a region reads.
function profile(means, scheme) {
  const strip = Object.assign(document.createElement('div'), { className: 'profile' });
  const most = Math.max(1e-9, ...means.filter(Number.isFinite));
  strip.append(...means.map((mean, i) => {
    const part = document.createElement('i');
    part.title = `${i + 1}: ${number(mean)}`;
    part.style.background = cssColour({ ...scheme, low: 0, high: most }, mean);
    return part;
  }));
  return strip;
}
