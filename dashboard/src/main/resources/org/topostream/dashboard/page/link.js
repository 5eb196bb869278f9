// The view in the address, so that a link shows somebody else the same.

import { CAMERA, DEFAULTS } from './state.js';

const NUMBERS = ['version', 'compareVersion', 'voxel'];
const CHOICES = { palette: ['safe', 'cividis', 'paper'] };

/// Only what differs from the defaults, and the camera as `camera=azimuth,elevation,zoom,x,y`.
export function encodeView(view) {
  const fields = new URLSearchParams();
  for (const [name, standard] of Object.entries(DEFAULTS)) {
    if (!CAMERA.includes(name) && view[name] !== standard) {
      fields.set(name, typeof standard === 'boolean' ? (view[name] ? '1' : '0') : String(view[name]));
    }
  }
  if (CAMERA.some(name => view[name] !== DEFAULTS[name])) {
    fields.set('camera', CAMERA.map(name => Number(view[name].toFixed(3))).join(','));
  }
  return fields.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
}

/// A whole view: what the link does not say, or says in a way that makes no sense, is as by default.
export function decodeView(hash) {
  const view = { ...DEFAULTS };
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  for (const [name, standard] of Object.entries(DEFAULTS)) {
    const text = fields.get(name);
    if (text === null || CAMERA.includes(name)) {
      continue;
    }
    if (typeof standard === 'boolean') {
      view[name] = text === '1';
    } else if (NUMBERS.includes(name)) {
      view[name] = /^\d+$/.test(text) ? Number(text) : standard;
    } else if (standard === null) {
      view[name] = text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
    } else if (!(name in CHOICES) || CHOICES[name].includes(text)) {
      view[name] = text;
    }
  }
  const camera = (fields.get('camera') ?? '').split(',').map(Number);
  if (camera.length === CAMERA.length && camera.every(Number.isFinite) && camera[2] > 0) {
    CAMERA.forEach((name, i) => {
      view[name] = camera[i];
    });
  }
  return view;
}

/// Keeps the address in step with the view, a moment after it last changed: browsers count the changes.
export function keepLink(state, location = window.location, history = window.history) {
  let timer = 0;
  let own = location.hash;
  state.on(Object.keys(DEFAULTS), () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      own = `#${encodeView(state.view)}`;
      history.replaceState(null, '', own);
    }, 300);
  });
  window.addEventListener('hashchange', () => {
    if (location.hash !== own) {
      own = location.hash;
      const view = decodeView(own);
      // A link without a subject means the one that is shown.
      state.change({ ...view, subject: view.subject || state.view.subject });
    }
  });
}

export function linkTo(view, location = window.location) {
  return `${location.origin}${location.pathname}#${encodeView(view)}`;
}
