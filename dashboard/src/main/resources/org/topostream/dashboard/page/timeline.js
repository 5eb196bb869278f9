// The slider through the encoder's history, and playing it: the map as it forms.

import { LIVE } from './state.js';
import { clock } from './text.js';

const PACE = 450;

const element = id => document.getElementById(id);

export class Timeline {
  #timer = 0;

  constructor(state) {
    this.state = state;
    element('history').addEventListener('input', event => {
      // Stopping shows where the view stands and so moves the slider back.
      const place = Number(event.target.value);
      this.#stop();
      this.#go(place);
    });
    element('play').addEventListener('click', () => (this.#timer ? this.#stop() : this.#play()));
    element('live').addEventListener('click', () => {
      this.#stop();
      state.change({ version: LIVE });
    });
    state.on(['version', 'versions', 'panes'], () => this.#show());
    state.on(['subject', 'backbone', 'kind'], () => this.#stop());
    this.#show();
  }

  /// The place after the last version is the live map.
  #go(place) {
    const { versions } = this.state.data;
    this.state.change({ version: place < versions.length ? versions[place].encoderVersion : LIVE });
  }

  #place() {
    const { versions } = this.state.data;
    const { version } = this.state.view;
    const place = versions.findIndex(({ encoderVersion }) => encoderVersion >= version);
    return version === LIVE || place < 0 ? versions.length : place;
  }

  #play() {
    const { versions } = this.state.data;
    if (versions.length === 0) {
      return;
    }
    if (this.#place() >= versions.length - 1) {
      this.#go(0);
    }
    this.#timer = setInterval(() => {
      const { panes } = this.state.data;
      const shown = panes[0]?.map?.about.encoderVersion;
      // A version that has not come yet is waited for, not skipped.
      if (this.state.view.version !== LIVE && shown !== this.state.view.version) {
        return;
      }
      this.#go(this.#place() + 1);
      if (this.state.view.version === LIVE) {
        this.#stop();
      }
    }, PACE);
    this.#show();
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#show();
  }

  #show() {
    const { versions } = this.state.data;
    const slider = element('history');
    const place = this.#place();
    slider.max = versions.length;
    slider.value = place;
    slider.disabled = versions.length === 0;
    const label = this.#label(versions, place);
    slider.setAttribute('aria-valuetext', label);
    element('history-label').textContent = label;
    element('live').setAttribute('aria-pressed', String(this.state.view.version === LIVE));
    element('play').textContent = this.#timer ? 'Pause' : 'Play';
    element('play').setAttribute('aria-pressed', String(this.#timer !== 0));
    element('play').disabled = versions.length === 0;
  }

  #label(versions, place) {
    if (versions.length === 0) {
      return 'no earlier encoder yet';
    }
    const newest = versions.at(-1).encoderVersion;
    if (place >= versions.length) {
      return `encoder ${newest}, live`;
    }
    const { encoderVersion, updatedAt } = versions[place];
    return `encoder ${encoderVersion} of ${newest}  ${clock(updatedAt)}`;
  }
}
