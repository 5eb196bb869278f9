// The middle of the page: the viewer with what it shows, its titles, bars and reading under the pointer.

import { outlines, regionsAt } from './brain.js';
import { showColourBar } from './colourbar.js';
import { componentAt, differ } from './components.js';
import { Orbit } from './orbit.js';
import { paneBoxes } from './panes.js';
import { pick } from './pick.js';
import { projected } from './placement.js';
import { CAMERA } from './state.js';
import { number } from './text.js';

/// How often what is under the pointer is looked up, ms.
const HOVER = 60;
const NEAR = 5;
const THEMES = { dark: { greys: [0.3, 0.1], outline: 0xffffff }, light: { greys: [0.72, 0.1], outline: 0x101010 } };

const element = id => document.getElementById(id);

export class Stage {
  #hover = { at: 0, timer: 0 };
  #picked = null;
  #stands = {};

  constructor(state, loop, viewer) {
    Object.assign(this, { state, loop, viewer });
    this.#useTheme();
    matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => this.#useTheme());
    loop.register('brain', now => this.#draw(now));
    loop.register('bars', () => this.#bars());
    this.orbit = new Orbit(element('viewer'), {
      read: () => state.view, change: patch => state.change(patch),
    }, {
      flat: () => viewer.hemispheres.some(({ flat }) => flat),
      mirrored: event => this.#at(event)?.hemisphere.side === 'right',
      click: event => this.#inspect(event),
      hover: event => this.#point(event),
      settled: () => {
        loop.invalidate('brain');
      },
    });
    state.on(CAMERA, () => loop.invalidate('brain'));
    state.on(['geometry'], () => this.#build());
    state.on(['panes'], () => this.#showPanes());
    state.on(['voxel'], () => this.#mark());
    state.on(['regions', 'outlines', 'geometry'], () => this.#outline());
    new ResizeObserver(() => this.#resize()).observe(element('viewer'));
    viewer.canvas.addEventListener('webglcontextlost', event => event.preventDefault());
    viewer.canvas.addEventListener('webglcontextrestored', () => loop.invalidate('brain'));
  }

  #draw(now) {
    const { view } = this.state;
    const { hemispheres } = this.viewer;
    this.viewer.turn = view;
    const unsettled = this.viewer.draw(now, this.orbit.dragging);
    const stands = { hemispheres, azimuth: view.azimuth, elevation: view.elevation };
    if (!this.orbit.dragging && Object.keys(stands).some(name => stands[name] !== this.#stands[name])) {
      // The small brains stand as the large ones do, but only once those have come to rest.
      this.#stands = stands;
      this.loop.invalidate('trial');
    }
    element('viewer').dataset.drawn = String(Number(element('viewer').dataset.drawn ?? 0) + 1);
    return unsettled;
  }

  #build() {
    this.viewer.show(this.state.data.geometry?.hemispheres ?? []);
    this.#picked = null;
    this.#mark();
    this.loop.invalidate('brain');
  }

  #resize() {
    this.viewer.resize();
    this.#titles();
    this.loop.invalidate('brain');
    this.loop.invalidate('bars');
  }

  #showPanes() {
    this.viewer.setPanes(this.state.data.panes);
    this.#titles();
    this.loop.invalidate('brain');
    this.loop.invalidate('bars');
  }

  #bars() {
    const { panes } = this.state.data;
    showColourBar(element('colour-bar'), panes[0]?.scheme);
    showColourBar(element('difference-bar'), panes.find(({ role }) => role === 'difference')?.scheme);
  }

  #titles() {
    const { panes } = this.state.data;
    const { clientWidth, clientHeight } = element('viewer');
    const boxes = paneBoxes(panes.length, clientWidth, clientHeight);
    const titles = element('pane-titles');
    while (titles.children.length > panes.length) {
      titles.lastChild.remove();
    }
    panes.forEach((pane, i) => {
      const title = titles.children[i] ?? titles.appendChild(document.createElement('p'));
      title.textContent = pane.title;
      title.dataset.role = pane.role;
      const { left, top, width } = boxes[i];
      Object.assign(title.style, { left: `${left}px`, top: `${top}px`, maxWidth: `${width}px` });
    });
  }

  #mark() {
    const { voxel } = this.state.view;
    const known = this.#picked?.voxel === voxel ? this.#picked : null;
    this.viewer.mark(voxel, known);
    this.loop.invalidate('brain');
  }

  #outline() {
    const { data, view } = this.state;
    if (data.geometry) {
      const { hemispheres } = data.geometry;
      this.viewer.outline(view.outlines ? outlines(hemispheres, data.regions) : []);
      this.loop.invalidate('brain');
    }
  }

  #at(event) {
    const box = this.viewer.canvas.getBoundingClientRect();
    const place = this.viewer.locate(event.clientX - box.left, event.clientY - box.top);
    const hit = place && pick(this.viewer.hemispheres, place.x, place.y,
      Math.max(NEAR * place.perPixel, this.viewer.pointRadius()));
    return hit && { ...hit, pane: place.pane };
  }

  #inspect(event) {
    const hit = this.#at(event);
    if (hit && hit.voxel >= 0) {
      this.#picked = hit;
      this.state.change({ voxel: hit.voxel });
      this.#mark();
    }
  }

  #point(event) {
    clearTimeout(this.#hover.timer);
    if (!event) {
      element('tooltip').hidden = true;
      return;
    }
    const wait = HOVER - (performance.now() - this.#hover.at);
    this.#hover.timer = setTimeout(() => {
      this.#hover.at = performance.now();
      this.#tell(event, this.#at(event));
    }, Math.max(0, wait));
  }

  #tell(event, hit) {
    const tooltip = element('tooltip');
    tooltip.hidden = !hit || hit.voxel < 0;
    if (tooltip.hidden) {
      return;
    }
    const { data } = this.state;
    const { map, minus, component, scheme } = data.panes[hit.pane] ?? {};
    const value = !map ? Number.NaN : minus
      ? differ(map.about, component, componentAt(map, component, hit.voxel), componentAt(minus, component, hit.voxel))
      : componentAt(map, component, hit.voxel);
    const said = Number.isNaN(value) ? 'no value' : `${scheme.title} ${number(value)}`;
    tooltip.textContent = [`Voxel ${hit.voxel}`, ...regionsAt(data.regions, hit.voxel), said].join(' · ');
    const box = element('viewer').getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 14, box.width - tooltip.offsetWidth - 4);
    Object.assign(tooltip.style, { left: `${Math.max(0, left)}px`, top: `${event.clientY - box.top + 16}px` });
  }

  /// Where on the page a voxel is seen in the first pane, `{x, y}`; null where it has no vertex or nothing is drawn.
  whereIs(voxel) {
    const { canvas, hemispheres } = this.viewer;
    const origin = this.viewer.locate(0, 0);
    for (const hemisphere of origin && placed(hemispheres) ? hemispheres : []) {
      const at = hemisphere.surface.voxels.indexOf(voxel);
      if (at >= 0) {
        const seen = projected(hemisphere);
        const box = canvas.getBoundingClientRect();
        return { x: box.left + (seen[3 * at] - origin.x) / origin.perPixel,
          y: box.top + (origin.y - seen[3 * at + 1]) / origin.perPixel };
      }
    }
    return null;
  }

  #useTheme() {
    const { greys, outline } = matchMedia('(prefers-color-scheme: light)').matches ? THEMES.light : THEMES.dark;
    Object.assign(this.viewer, { greys, outlineColour: outline });
    ['brain', 'bars', 'trial', 'scores', 'voxel'].forEach(name => this.loop.invalidate(name));
  }
}

function placed(hemispheres) {
  return hemispheres.every(({ rotation }) => rotation);
}
