// The line at the top: which encoder, how fast, how far behind, and whether the server is there.

import { count, number } from './text.js';

const element = id => document.getElementById(id);

export class Status {
  #timer = 0;

  constructor(state, reconnect) {
    this.state = state;
    element('reconnect').addEventListener('click', reconnect);
    state.on(['connection'], () => this.#connection());
    state.on(['health', 'status', 'backbone', 'connection'], () => this.#vitals());
    state.on(['subjects', 'subject'], () => this.#subject());
  }

  #subject() {
    const about = this.state.subject;
    const words = about ? [about.subject, count(about.voxels, 'voxel'), about.measure, about.source] : [];
    const text = words.filter(Boolean).join(' · ');
    Object.assign(element('subject-about'), { textContent: text, title: text });
  }

  #vitals() {
    const { health, status, connection } = this.state.data;
    const { backbone } = this.state.view;
    const live = connection.phase === 'live';
    const rate = name => (live && health ? number(health.rates?.[name] ?? Number.NaN, 2) : '–');
    const version = health?.encoders?.[backbone];
    const facts = [
      ['Encoder', version ?? '–', 'The newest encoder of the backbone that is shown'],
      ['Images/s', rate('stimuli'), 'Stimuli a second'],
      ['Predictions/s', rate('predictions'), 'Predictions a second'],
      ['Responses/s', rate('responses'), 'Responses a second'],
      ['Latency', live ? milliseconds(health?.latencyMs) : '–',
        'From stimulus sent to prediction here, median of the last 50'],
      ['Lag', live ? milliseconds(health?.lag) : '–',
        'Age of the oldest record of the last ten seconds when it came here'],
      ['Health', live ? status || 'ok' : 'unknown', 'As the server says'],
    ];
    const list = element('vitals');
    facts.forEach(([name, value, title], i) => {
      // In place: a whole new list every second is noise to a screen reader.
      const part = list.children[i] ?? list.appendChild(Object.assign(document.createElement('div'), { title }));
      if (part.children.length === 0) {
        part.append(Object.assign(document.createElement('dt'), { textContent: name }), document.createElement('dd'));
      }
      part.lastChild.textContent = value;
    });
  }

  #connection() {
    const { phase, attempt, retryAt, reason } = this.state.data.connection;
    const line = element('connection');
    clearInterval(this.#timer);
    line.dataset.phase = phase;
    element('reconnect').hidden = phase !== 'waiting';
    const say = text => {
      element('connection-text').textContent = text;
    };
    switch (phase) {
      case 'live':
        say('Live');
        break;
      case 'waiting':
        say(`No connection${reason ? `: ${reason}` : ''}, trying again (${attempt})`);
        // Only to the eye: a countdown that is read aloud is a nuisance.
        this.#timer = setInterval(() => {
          line.title = `Next try in ${Math.max(0, Math.ceil((retryAt - Date.now()) / 1000))} s`;
        }, 500);
        break;
      case 'reconnecting':
        say(`Connecting again (${attempt}) …`);
        break;
      default:
        say('Connecting to the server …');
    }
  }
}

function milliseconds(time) {
  return Number.isFinite(time) ? `${Math.round(time)} ms` : '–';
}
