// Colour maps, as control points between which sRGB is interpolated (at most 6 of 255 off the originals). By default
// only maps that colour-blind readers can tell apart; those of the paper on request.
//
// viridis, cividis, turbo: matplotlib's _cm_listed.py (CC0; turbo by A. Mikhailov, Apache 2.0). vik, romaO, batlowS:
// F. Crameri, Scientific colour maps 8 (doi:10.5281/zenodo.1243862, MIT). tab20: Tableau, by way of matplotlib.

import { isCategorical } from './components.js';
import { NONE } from './frames.js';
import { kindName, number, tickNumber } from './text.js';

const POINTS = {
  viridis: '440154471163481f71472d7b443a834046883b528b355d8d31688e2c728e287c8e24868e21908c1f9a8a20a48628ae8035b779'
    + '47c06f5dc96375d0548fd744abdc32c7e020e3e418fde725',
  cividis: '00224e00285b002e6a0433711a386f273e6e32436d3b496c434e6c4b546c52596d5a5f6e61656f686a716f70737576767c7b78'
    + '8481798b8778938d789b9376a39a75aba072b3a670bbad6cc3b469ccba64d4c15fddc958e6d051efd748f8df3cfee838',
  turbo: '30123b3c3183434fbb466be34686fa3ba1fd29bbec1ad2d11ae4b631f29956fb7580ff54a3fd3cbff434d8e436edd03afaba39fe'
    + '9f2ffb8022f26114e4460bd23105ba1f029d10017a0403',
  vik: '00126102236c02337603448106558c1568982f7ca64f92b571a8c492bdd2b4d1e0d5e3e9ece5e1edd5c8e5c0abdcab8fd39774cb845b'
    + 'c37243ba5e2baa4613932e067e1d066b0e07590008',
  romaO: '733957823c3d94502daa742fc3a34bd5cf81cce1b2a5d8cb74bbcd5494c0516ca5624a7e723959',
  // The hues of a colour circle at full saturation, as the paper draws places in the image.
  phase: 'ff0000ffff0000ff0000ffff0000ffff00ffff0000',
};
const LABELS = {
  batlowS: '011959faccfa828231226061f19d6b4d734d114360fdb4b4c09036175262fcbfd6fca890356a590d315da18a2b677b3edd954d'
    + '08255bfdaea2fbc6e8',
  tab20: '1f77b4aec7e8ff7f0effbb782ca02c98df8ad62728ff98969467bdc5b0d58c564bc49c94e377c2f7b6d27f7f7fc7c7c7bcbd22'
    + 'dbdb8d17becf9edae5',
  changed: '6a6a6ae69f00',
};
const ALIASES = { jet: 'turbo', hsv: 'phase', twilight: 'romaO', cyclic: 'romaO', coolwarm: 'vik', diverging: 'vik' };
const tables = new Map();

/// RGBA, 256 colours of a map, or the labels' own.
export function table(name) {
  if (!tables.has(name)) {
    tables.set(name, name in LABELS ? rgba(split(LABELS[name])) : rgba(resample(split(POINTS[name]), 256)));
  }
  return tables.get(name);
}

/// How a component of a map is painted: `{name, form, colours, low, high, title, units, ticks}`; `form` is sequential,
/// diverging, cyclic or categorical.
/// @param limits `{low, high}`, null where the map's own are meant
export function schemeOf(about, component, palette, limits = {}) {
  const title = component.label === kindName(about.kind) ? component.label
    : `${kindName(about.kind)}: ${component.label}`;
  const named = { title, units: component.units ?? '' };
  if (isCategorical(about)) {
    const name = palette === 'paper' ? 'tab20' : 'batlowS';
    const labels = Math.min(20, Math.max(1, Math.round(component.maximum) + 1));
    const every = Array.from({ length: labels }, (_, label) => ({ at: label, label: String(label) }));
    return { ...named, name, form: 'categorical', colours: table(name), low: 0, high: labels - 1, ticks: every };
  }
  if (component.reduction === 'angle') {
    const name = palette === 'paper' ? 'phase' : 'romaO';
    const ticks = [[-180, 'left'], [-90, 'below'], [0, 'right'], [90, 'above'], [180, 'left']];
    return { ...named, name, form: 'cyclic', colours: table(name), low: -180, high: 180,
      ticks: ticks.map(([at, where]) => ({ at, label: `${number(at, 1)} ${where}` })) };
  }
  const diverging = component.minimum < 0 && component.maximum > 0;
  // A diverging map that is not symmetric would show its neutral colour at some other value than zero.
  const reach = Math.max(Math.abs(component.minimum), Math.abs(component.maximum));
  const low = limits.low ?? (diverging ? -reach : component.minimum);
  const high = limits.high ?? (diverging ? reach : component.maximum);
  const form = diverging && Math.abs(low + high) < 1e-6 * (high - low) ? 'diverging' : 'sequential';
  const name = sequentialOr(form, about, palette);
  return { ...named, name, form, colours: table(name), low, high, ticks: ticksOf(low, high) };
}

function sequentialOr(form, about, palette) {
  const hinted = ALIASES[about.colours] ?? about.colours;
  if (palette === 'paper' && hinted in POINTS && hinted !== 'phase') {
    return hinted;
  }
  return form === 'diverging' ? 'vik' : palette === 'cividis' ? 'cividis' : 'viridis';
}

/// Of the difference of two maps. Half the range on either side: whole jumps from end to end are rare, and what is
/// beyond takes the end's colour.
export function differenceScheme(about, component, names) {
  const units = `${names[0]} − ${names[1]}`;
  if (isCategorical(about)) {
    return { name: 'changed', form: 'categorical', colours: table('changed'), low: 0, high: 1, units,
      title: `${component.label}: difference`, ticks: [{ at: 0, label: 'same' }, { at: 1, label: 'other' }] };
  }
  const reach = component.reduction === 'angle' ? 180 : (component.maximum - component.minimum) / 2 || 1;
  return { name: 'vik', form: 'diverging', colours: table('vik'), low: -reach, high: reach, units,
    title: `${component.label}: difference`, ticks: ticksOf(-reach, reach) };
}

/// Of a pattern of responses: as far to either side of zero as two and a half times its root mean square, so that one
/// outlier does not wash out the rest.
export function patternScheme(pattern, units) {
  let squares = 0;
  let valued = 0;
  const { quantised, minimum, maximum } = pattern;
  for (const value of quantised) {
    if (value !== NONE) {
      squares += (minimum + (maximum - minimum) * value / 65534) ** 2;
      valued++;
    }
  }
  const reach = 2.5 * Math.sqrt(squares / (valued || 1)) || 1;
  return { name: 'vik', form: 'diverging', colours: table('vik'), low: -reach, high: reach, title: 'Response', units,
    ticks: ticksOf(-reach, reach) };
}

/// Where a value lies in the scheme's table of colours.
export function colourIndex(scheme, value) {
  const colours = scheme.colours.length / 4;
  if (scheme.form === 'categorical') {
    return ((Math.round(value) % colours) + colours) % colours;
  }
  const place = (value - scheme.low) / (scheme.high - scheme.low || 1);
  return Math.round((colours - 1) * Math.max(0, Math.min(1, place)));
}

export function cssColour(scheme, value) {
  const at = 4 * colourIndex(scheme, value);
  return `rgb(${scheme.colours[at]}, ${scheme.colours[at + 1]}, ${scheme.colours[at + 2]})`;
}

/// Round numbers within a range, about `wanted` of them.
export function ticksOf(low, high, wanted = 5) {
  const span = high - low;
  if (!(span > 0)) {
    return [{ at: low, label: number(low) }];
  }
  const rough = span / (wanted - 1);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * [1, 2, 2.5, 5, 10].find(factor => factor * size >= 0.75 * rough);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * span; i++) {
    // 2.5 needs one digit more than its power of ten.
    ticks.push({ at: i * step, label: tickNumber(i * step, Number.isInteger(step / size) ? size : size / 10) });
  }
  return ticks;
}

function split(hex) {
  return Array.from({ length: hex.length / 6 }, (_, i) =>
    [0, 2, 4].map(at => Number.parseInt(hex.slice(6 * i + at, 6 * i + at + 2), 16)));
}

function resample(points, length) {
  return Array.from({ length }, (_, i) => {
    const place = i * (points.length - 1) / (length - 1);
    const before = Math.min(points.length - 2, Math.floor(place));
    return points[before].map((value, c) => value + (points[before + 1][c] - value) * (place - before));
  });
}

function rgba(colours) {
  return Uint8Array.from(colours.flatMap(colour => [...colour.map(Math.round), 255]));
}
