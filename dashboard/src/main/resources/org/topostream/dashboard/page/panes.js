// Which maps are looked at, and how they are laid out: what is chosen, what it is compared with, their difference, and
// the truth where there is one.

import { componentAt, componentOf, isCategorical } from './components.js';
import { differenceScheme, schemeOf } from './colours.js';
import { LIVE } from './state.js';
import { encoderName, kindName, number, splitKey } from './text.js';

const TRUTH = 'truth';

/// `{role, key, version}` of every map that is wanted; `LIVE` in place of a version is the newest.
export function wanted(view, catalogue) {
  const all = [{ role: 'shown', key: `${view.backbone}/${view.kind}`, version: view.version }];
  if (view.compare) {
    all.push({ role: 'reference', key: `${view.compare}/${view.kind}`, version: view.compareVersion });
  }
  const truth = `${TRUTH}/${view.kind}`;
  if (view.truth && catalogue.has(truth)) {
    all.push({ role: 'truth', key: truth, version: LIVE });
  }
  return all.filter(({ key }, i) => i === 0 || catalogue.has(key));
}

export function hasTruth(catalogue, kind) {
  return catalogue.has(`${TRUTH}/${kind}`);
}

export function isTruth(backbone) {
  return backbone === TRUTH;
}

/// @param catalogue descriptions of the newest maps, by key
/// @param maps the map of every entry of `wanted`, null where it has not come yet
/// @returns `[{role, key, title, map, minus, component, scheme}]`
export function arrange(view, catalogue, entries, maps) {
  const about = maps.find(Boolean)?.about ?? catalogue.get(entries[0].key)
    ?? { kind: view.kind, minimum: 0, maximum: 1, units: '' };
  const component = wideComponent(componentOf(about, view.component), maps, view.component);
  const scheme = schemeOf(about, component, view.palette, { low: view.low, high: view.high });
  const panes = entries.map((entry, i) => ({
    role: entry.role, key: entry.key, title: titleOf(entry, maps[i]), minus: null, component, scheme,
    // A network with fewer layers has no column to show for the last of another's.
    map: maps[i] && Math.max(...component.columns) < maps[i].k ? maps[i] : null,
  }));
  panes.slice(1).forEach(pane => {
    pane.title += agreement(panes[0].map, pane.map, component, about);
  });
  if (view.difference && panes.length > 1 && panes[0].map && panes[1].map && panes[0].map.n === panes[1].map.n) {
    const names = panes.slice(0, 2).map(({ title }) => title.replace(/, (live|r ).*$/, ''));
    panes.splice(2, 0, {
      role: 'difference', key: panes[0].key, title: `${names[0]} − ${names[1]}`, map: panes[0].map,
      minus: panes[1].map, component, scheme: differenceScheme(about, component, names),
    });
  }
  return panes;
}

/// Maps that are compared share one scale, from the lowest end of any to the highest.
function wideComponent(component, maps, id) {
  const each = maps.filter(Boolean).map(map => componentOf(map.about, id));
  return each.length === 0 ? component : {
    ...component,
    minimum: Math.min(...each.map(({ minimum }) => minimum)),
    maximum: Math.max(...each.map(({ maximum }) => maximum)),
  };
}

function titleOf({ key, role, version }, map) {
  const { backbone, kind } = splitKey(key);
  if (role === 'truth' || isTruth(backbone)) {
    return 'Truth';
  }
  if (backbone === '') {
    return '';
  }
  const what = map ? encoderName(map.about.encoderVersion) : `waiting for the ${kindName(kind).toLowerCase()} map`;
  return `${backbone}, ${what}${version === LIVE ? ', live' : ''}`;
}

/// Pearson r of two maps over the voxels that have a value in both, in words; of what has a mean only.
function agreement(map, other, component, about) {
  if (!map || !other || map.n !== other.n || component.reduction === 'angle' || isCategorical(about)) {
    return '';
  }
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  for (let voxel = 0; voxel < map.n; voxel++) {
    const x = componentAt(map, component, voxel);
    const y = componentAt(other, component, voxel);
    if (!Number.isNaN(x) && !Number.isNaN(y)) {
      [n, sx, sy, sxx, syy, sxy] = [n + 1, sx + x, sy + y, sxx + x * x, syy + y * y, sxy + x * y];
    }
  }
  const r = (n * sxy - sx * sy) / Math.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
  return Number.isFinite(r) ? `, r ${number(r)} with the first` : '';
}

/// `{left, top, width, height}` of every pane, in pixels.
export function paneBoxes(count, width, height) {
  const columns = count < 2 ? 1 : count === 4 ? 2 : width > height * 0.8 ? count : 1;
  const rows = Math.max(1, Math.ceil(count / columns));
  return Array.from({ length: count }, (_, i) => ({
    left: Math.floor((i % columns) * width / columns), top: Math.floor(Math.floor(i / columns) * height / rows),
    width: Math.floor(width / columns), height: Math.floor(height / rows),
  }));
}
