// What the server answers over HTTP (docs/live-page.md).

/// The server's own sentence where it gave one.
class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function answer(path, options) {
  const response = await fetch(path, options);
  if (response.status === 401) {
    window.location.assign('/login'); // The ticket has ended.
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new Refusal(response.status, body.error ?? `${path} answered ${response.status}`);
  }
  return response;
}

const json = async path => (await answer(path, { cache: 'no-store' })).json();
const at = (subject, ...parts) => ['/api/subjects', subject, ...parts].map((part, i) =>
  (i === 0 ? part : encodeURIComponent(part))).join('/');

export const subjects = () => json('/api/subjects');
export const catalogue = subject => json(at(subject, 'maps'));
export const versions = (subject, backbone, kind) => json(at(subject, 'versions', backbone, kind));
export const scores = subject => json(at(subject, 'scores'));
export const learningCurve = (subject, backbone) => json(at(subject, 'history', backbone));
export const voxel = (subject, number) => json(at(subject, 'voxels', number));
export const health = () => json('/api/health');
export const stimulusPath = stimulusId => `/api/stimuli/${encodeURIComponent(stimulusId)}`;

export async function coordinates(subject) {
  return new Float32Array(await (await answer(at(subject, 'coordinates'))).arrayBuffer());
}

/// Null where it is not known which hemisphere a voxel is in.
export async function hemispheres(subject) {
  try {
    return new Int8Array(await (await answer(at(subject, 'hemispheres'))).arrayBuffer());
  } catch (refusal) {
    if (refusal.status === 404) {
      return null;
    }
    throw refusal;
  }
}

export async function region(subject, roi) {
  return new Int8Array(await (await answer(at(subject, 'rois', roi))).arrayBuffer());
}

export async function surface(subject, hemisphere, name) {
  return (await answer(at(subject, 'surfaces', hemisphere, name))).arrayBuffer();
}

/// `{description, columns, floats}` of one of the versions that the server remembers.
export async function map(subject, backbone, kind, version) {
  const path = `${at(subject, 'maps', backbone, kind)}?version=${version}`;
  const response = await answer(path, { cache: 'no-store' });
  return {
    description: JSON.parse(response.headers.get('X-Map')),
    columns: Number(response.headers.get('X-Shape').split(',')[1]),
    floats: new Float32Array(await response.arrayBuffer()),
  };
}
