// Words and numbers as the page writes them, so that one thing is called the same everywhere.

const KINDS = {
  layer: 'Layer', confidence: 'Layer confidence', weights: 'Layer weights', space: 'Space', scale: 'Scale',
  channels: 'Channel clusters', r: 'Pearson r', r2: 'R²', 'r-normalised': 'r over noise ceiling',
  'noise-ceiling': 'Noise ceiling', predicted: 'Predicted response', drift: 'Drift since the last encoder',
};

/// The order in which kinds are offered; those that are not known come last, as they came.
export function kindRank(kind) {
  const rank = Object.keys(KINDS).indexOf(kind);
  return rank < 0 ? Infinity : rank;
}

/// Keys are `backbone/kind`; a backbone may itself hold a slash, a kind never does.
export function splitKey(key) {
  const slash = key.lastIndexOf('/');
  return { backbone: key.slice(0, slash), kind: key.slice(slash + 1) };
}

export function kindName(kind) {
  if (Object.hasOwn(KINDS, kind)) {
    return KINDS[kind];
  }
  const words = kind.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/// Three significant digits where the number is small, none behind the point where it is large; a true minus sign.
export function number(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) {
    return '–';
  }
  const size = Math.abs(value);
  let text;
  if (size >= 1000) {
    text = Math.round(value).toLocaleString('en-GB');
  } else if (size === 0) {
    text = '0';
  } else if (size < 1e-3) {
    text = Number(value).toExponential(1);
  } else {
    const places = Math.max(0, digits - 1 - (size >= 1 ? Math.floor(Math.log10(size)) : 0));
    text = Number(value).toFixed(places);
  }
  return text.replace('-', '−');
}

/// Ticks need no more digits than tell them apart.
export function tickNumber(value, step) {
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(Math.min(6, places)).replace(/^-0(\.0+)?$/, '0').replace('-', '−');
}

export function count(amount, singular, plural = `${singular}s`) {
  return `${Math.round(amount).toLocaleString('en-GB')} ${amount === 1 ? singular : plural}`;
}

/// `updatedAt` comes as milliseconds or as an ISO instant, whichever the server's JSON writer prefers.
export function clock(instant) {
  const time = new Date(instant);
  return instant && !Number.isNaN(time.getTime()) ? time.toLocaleTimeString('en-GB') : '';
}

export function encoderName(version) {
  return version === null || version === undefined ? 'no encoder' : `encoder ${version}`;
}

export function list(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
