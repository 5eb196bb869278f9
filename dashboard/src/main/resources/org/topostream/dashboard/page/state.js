// What is looked at (`view`, all of it in the link) and what has come from the server (`data`). Whoever shows something
// of it says of what names it wants to hear.

/// In place of an encoder's version: the newest, whichever that is.
export const LIVE = -1;

export const DEFAULTS = Object.freeze({
  subject: '', backbone: '', kind: 'layer', component: '', version: LIVE, surface: '', palette: 'safe', low: null,
  high: null, outlines: true, compare: '', compareVersion: LIVE, difference: false, truth: false, voxel: -1,
  measure: 'map', azimuth: 0, elevation: 0, zoom: 1, panX: 0, panY: 0,
});

export const CAMERA = ['azimuth', 'elevation', 'zoom', 'panX', 'panY'];

export class State {
  view = { ...DEFAULTS };
  data = {
    subjects: null, catalogue: new Map(), scores: new Map(), curves: new Map(), versions: [], compareVersions: [],
    liveMap: '', panes: [], trial: null, field: null, health: null, status: '', connection: { phase: 'connecting' },
    regions: new Map(), regionsOf: '', geometry: null, missing: '', lost: '',
  };
  #listeners = [];

  /// @param names fields of `view` or `data`; the listener is called once for any number of them
  on(names, listener) {
    this.#listeners.push({ names, listener });
  }

  change(patch) {
    const changed = Object.keys(patch).filter(name => this.view[name] !== patch[name]);
    if (changed.length > 0) {
      Object.assign(this.view, patch);
      this.#tell(changed);
    }
  }

  /// Of `data`: what came is new even where it is the same object.
  receive(patch) {
    Object.assign(this.data, patch);
    this.#tell(Object.keys(patch));
  }

  get subject() {
    return this.data.subjects?.find(({ subject }) => subject === this.view.subject) ?? null;
  }

  #tell(changed) {
    for (const { names, listener } of this.#listeners) {
      if (names.some(name => changed.includes(name))) {
        listener(changed);
      }
    }
  }
}
