// What can be painted of a map: its one value, one of its columns, or for `space` what x and y amount to.

import { valueAt } from './frames.js';
import { kindName } from './text.js';

/// `{id, label, columns, reduction, units, minimum, maximum}`; `reduction` is value, angle or eccentricity.
export function componentsOf(about) {
  const columns = about.columns ?? [];
  const { minimum, maximum, units } = about;
  if (about.kind === 'space' || (columns.length === 2 && columns[0] === 'x' && columns[1] === 'y')) {
    return [
      { id: 'angle', label: 'Angle', columns: [0, 1], reduction: 'angle', minimum: -180, maximum: 180,
        units: 'degrees, 0 right, 90 above' },
      { id: 'eccentricity', label: 'Eccentricity', columns: [0, 1], reduction: 'eccentricity', minimum: 0,
        maximum: Math.SQRT2, units: 'half image sizes from the centre' },
      { id: 'x', label: 'x', columns: [0], reduction: 'value', minimum, maximum, units: '−1 left to 1 right' },
      { id: 'y', label: 'y', columns: [1], reduction: 'value', minimum, maximum, units: '−1 top to 1 bottom' },
    ];
  }
  if (columns.length > 1) {
    return columns.map((name, i) => ({
      id: String(i), label: name, columns: [i], reduction: 'value', minimum, maximum, units,
    }));
  }
  return [{ id: '', label: kindName(about.kind), columns: [0], reduction: 'value', minimum, maximum, units }];
}

export function componentOf(about, id) {
  const all = componentsOf(about);
  return all.find(component => component.id === id) ?? all[0];
}

/// @param values the component's columns, in its order
export function reduce(component, values) {
  switch (component.reduction) {
    case 'angle':
      // y grows downward in an image, an angle of the visual field upward.
      return Math.atan2(-values[1], values[0]) * 180 / Math.PI;
    case 'eccentricity':
      return Math.hypot(values[0], values[1]);
    default:
      return values[0];
  }
}

export function componentAt(map, component, voxel) {
  // Without a list in between where there is one column: this is asked of every voxel of a map.
  return component.reduction === 'value' ? valueAt(map, voxel, component.columns[0])
    : reduce(component, component.columns.map(column => valueAt(map, voxel, column)));
}

export function isCategorical(about) {
  return /^(channels?|clusters?)$/.test(about.kind) || /^(tab|set|categor|label)/i.test(about.colours ?? '');
}

/// How two values of a component differ: around the circle for an angle, at all or not for labels.
export function differ(about, component, a, b) {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number.NaN;
  }
  if (isCategorical(about)) {
    return Math.abs(a - b) > 0.5 ? 1 : 0;
  }
  const difference = a - b;
  return component.reduction === 'angle' ? difference - 360 * Math.floor((difference + 180) / 360) : difference;
}
