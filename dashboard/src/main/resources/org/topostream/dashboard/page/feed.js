// From the server into the state: what is asked for once over HTTP, and what comes by itself over the WebSocket.

import * as api from './api.js';
import { Connection } from './connection.js';
import { patterns, splitFrame } from './frames.js';
import { wanted, isTruth } from './panes.js';
import { LIVE } from './state.js';
import { splitKey } from './text.js';

const WAITING = 2000;
const SETTLED = 10_000;
const CURVE = 4000;
const TARGET = ['subject', 'backbone', 'kind', 'compare', 'truth', 'catalogue'];

export class Feed {
  #state;
  #maps;
  #drawn;
  #watched = '';
  #encoders = '';

  /// @param drawn called with the frames' heads when what they brought is about to be drawn
  constructor(state, maps, drawn) {
    this.#state = state;
    this.#maps = maps;
    this.#drawn = drawn;
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.connection = new Connection(`${scheme}//${location.host}/live`, {
      frame: buffer => this.#frame(buffer),
      phase: connection => this.#phase(connection),
      have: keys => maps.have(keys),
      forget: () => maps.forgetNumbers(),
    });
    state.on(['subject'], () => this.#changeSubject());
    state.on(TARGET, () => this.#watch());
    state.on(['subject', 'backbone', 'kind', 'compare'], () => this.#loadVersions());
    state.on(['backbone', 'compare', 'scores'], () => this.#loadCurves());
  }

  async start() {
    this.connection.open();
    await this.refresh();
    const again = async () => {
      if (!document.hidden) {
        await this.refresh();
      }
      setTimeout(again, this.#state.data.catalogue.size > 0 ? SETTLED : WAITING);
    };
    setTimeout(again, WAITING);
  }

  /// What has appeared since: subjects, maps of new kinds, networks. Failures show in the connection's state.
  async refresh() {
    try {
      const [subjects, health] = await Promise.all([api.subjects(), api.health().catch(() => null)]);
      this.#state.receive({ subjects, status: health?.status ?? '' });
      if (this.#state.view.subject === '' && subjects.length > 0) {
        this.#state.change({ subject: subjects[0].subject });
      } else if (this.#state.subject) {
        await this.#loadSubject();
      }
    } catch (error) {
      console.info(`nothing new from the server: ${error.message}`);
    }
  }

  #changeSubject() {
    this.#maps.clear();
    this.#watched = '';
    this.#state.receive({
      catalogue: new Map(), scores: new Map(), curves: new Map(), versions: [], compareVersions: [], trial: null,
    });
    this.#loadSubject().catch(error => console.info(`no maps of the subject: ${error.message}`));
  }

  async #loadSubject() {
    const { subject } = this.#state.view;
    const [maps, scores] = await Promise.all([api.catalogue(subject), api.scores(subject)]);
    if (subject !== this.#state.view.subject) {
      return;
    }
    const catalogue = new Map(maps.map(about => [`${about.backbone}/${about.kind}`, about]));
    this.#state.receive({ catalogue, scores: new Map(scores.map(score => [score.backbone, score])) });
    if (this.#state.view.backbone === '') {
      const networks = maps.filter(({ backbone }) => !isTruth(backbone));
      const first = networks.find(({ kind }) => kind === this.#state.view.kind) ?? networks[0];
      this.#state.change(first ? { backbone: first.backbone, kind: first.kind } : {});
    }
  }

  #watch() {
    const { view, data } = this.#state;
    const keys = view.backbone === '' ? [] : [...new Set(wanted(view, data.catalogue).map(({ key }) => key))];
    const asked = JSON.stringify([view.subject, keys]);
    if (view.subject !== '' && asked !== this.#watched) {
      this.#watched = asked;
      this.#maps.keepOnly(keys);
      this.connection.watch({ subject: view.subject, maps: keys });
    }
  }

  #phase(connection) {
    const before = this.#state.data.connection.phase;
    this.#state.receive({ connection });
    if (connection.phase === 'live' && before !== 'live') {
      this.#maps.retry();
      this.refresh();
      this.#loadVersions();
      this.#state.data.curves.clear();
      this.#loadCurves();
    }
  }

  #frame(buffer) {
    let head;
    try {
      const frame = splitFrame(buffer);
      head = frame.head;
      this.#take(head, frame.payload);
    } catch (error) {
      // A frame that cannot be read is shown nowhere, but the server must hear that it is done with.
      console.error('cannot read a frame', error);
    }
    if (head) {
      this.#drawn(head);
    }
  }

  #take(head, payload) {
    const { data } = this.#state;
    switch (head.type) {
      case 'hello':
        this.connection.greet(head.server);
        break;
      case 'map':
        this.#map(head, payload);
        break;
      case 'score':
        data.scores.set(head.backbone, head);
        this.#extendCurve(head);
        this.#state.receive({ scores: data.scores });
        break;
      case 'trial':
        this.#state.receive({ trial: { ...head, ...patterns(head, payload) } });
        break;
      case 'health':
        this.#state.receive({ health: head });
        if (JSON.stringify(Object.keys(head.encoders ?? {})) !== this.#encoders) {
          this.#encoders = JSON.stringify(Object.keys(head.encoders ?? {}));
          this.refresh();
        }
        break;
      default:
        console.info(`a frame of the unknown type ${head.type}`);
    }
  }

  #map(head, payload) {
    if (!JSON.parse(this.#watched || '[null, []]')[1].includes(head.key)) {
      return;
    }
    if (!this.#maps.accept(head, payload)) {
      const [subject, maps] = JSON.parse(this.#watched);
      this.connection.watch({ subject, maps });
      return;
    }
    const { view, data } = this.#state;
    const { encoderVersion, revision, updatedAt } = head;
    const patch = { liveMap: head.key };
    for (const [name, key] of [['versions', `${view.backbone}/${view.kind}`],
      ['compareVersions', `${view.compare}/${view.kind}`]]) {
      const known = data[name] ?? [];
      if (head.key === key && (known.at(-1)?.encoderVersion ?? -1) < encoderVersion) {
        patch[name] = [...known, { encoderVersion, revision, updatedAt }];
      }
    }
    this.#state.receive(patch);
  }

  async #loadVersions() {
    const { view } = this.#state;
    const { subject, kind } = view;
    for (const [name, backbone] of [['versions', view.backbone], ['compareVersions', view.compare]]) {
      const all = subject && backbone ? await api.versions(subject, backbone, kind).catch(() => []) : [];
      // A version may have had several revisions; a map is asked for by version alone.
      const last = new Map(all.map(version => [version.encoderVersion, version]));
      const now = this.#state.view;
      const still = name === 'versions' ? now.backbone : now.compare;
      if (subject === now.subject && kind === now.kind && backbone === still) {
        this.#state.receive({ [name]: [...last.values()].sort((a, b) => a.encoderVersion - b.encoderVersion) });
      }
    }
  }

  async #loadCurves() {
    const { view, data } = this.#state;
    const { subject } = view;
    for (const backbone of [view.backbone, view.compare]) {
      if (subject && backbone && data.scores.has(backbone) && !data.curves.has(backbone)) {
        data.curves.set(backbone, []);
        const points = await api.learningCurve(subject, backbone).catch(() => []);
        if (subject === this.#state.view.subject) {
          const since = data.curves.get(backbone) ?? [];
          const last = points.at(-1)?.trials ?? -1;
          data.curves.set(backbone, [...points, ...since.filter(({ trials }) => trials > last)]);
          this.#state.receive({ curves: data.curves });
        }
      }
    }
  }

  #extendCurve({ backbone, encoderVersion, updatedAt, prequential }) {
    const curve = this.#state.data.curves.get(backbone);
    if (curve && prequential && prequential.trials > (curve.at(-1)?.trials ?? 0)) {
      const { trials, rMean, r2Mean } = prequential;
      curve.push({ trials, encoderVersion, rMean, r2Mean, updatedAt });
      if (curve.length > CURVE) {
        // Every other of the older half: the beginning of a curve needs no more points than its end.
        curve.splice(0, CURVE / 2, ...curve.slice(0, CURVE / 2).filter((_, i) => i % 2 === 0));
      }
      this.#state.receive({ curves: this.#state.data.curves });
    }
  }
}

/// The maps of what is wanted, loading those out of the history that are not held yet. Until such a map is here the
/// pane keeps the one before, so that scrubbing does not flicker.
export function lookUp(state, maps, entries, arrived) {
  const { subject } = state.view;
  return entries.map(({ role, key, version }) => {
    if (version === LIVE) {
      return maps.live(key);
    }
    const held = maps.atVersion(key, version);
    if (!held && !maps.failure(key, version)) {
      const { backbone, kind } = splitKey(key);
      maps.load(subject, backbone, kind, version).then(arrived);
    }
    return held ?? state.data.panes.find(pane => pane.role === role && pane.key === key)?.map ?? null;
  });
}
