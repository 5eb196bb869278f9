// Turning, moving and zooming by pointer, touch, wheel and keys. three.js has such controls, but they import it by a
// bare name, which needs an import map, which the page's content security policy rules out.

import { VIEWS } from './placement.js';

const STEP = 5;
const CLICK = 4;

export class Orbit {
  #pointers = new Map();
  #moved = 0;
  #pinch = 0;
  #mirrored = false;

  /// @param element what is dragged and has the focus
  /// @param turn `{read(), change(patch)}` of azimuth, elevation (degrees), zoom, panX, panY (of half the height)
  /// @param on `{mirrored(event), flat(), click(event), hover(event), settled()}`; `mirrored` says whether the pointer
  ///     is on the hemisphere that turns the other way, so that the surface follows the hand on either; what is `flat`
  ///     moves where others turn
  constructor(element, turn, on) {
    Object.assign(this, { element, turn, on });
    element.addEventListener('pointerdown', event => this.#down(event));
    element.addEventListener('pointermove', event => this.#move(event));
    element.addEventListener('pointerup', event => this.#up(event));
    element.addEventListener('pointercancel', event => this.#up(event, true));
    element.addEventListener('pointerleave', event => on.hover(null, event));
    element.addEventListener('contextmenu', event => event.preventDefault());
    element.addEventListener('wheel', event => this.#wheel(event), { passive: false });
    element.addEventListener('keydown', event => this.#key(event));
  }

  get dragging() {
    return this.#pointers.size > 0 && this.#moved > CLICK;
  }

  #down(event) {
    this.element.setPointerCapture(event.pointerId);
    this.on.hover(null);
    this.#pointers.set(event.pointerId, event);
    this.#pinch = this.#spread();
    if (this.#pointers.size === 1) {
      this.#moved = 0;
      this.#mirrored = this.on.mirrored(event);
    }
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      this.on.hover(event);
      return;
    }
    const dx = event.clientX - before.clientX;
    const dy = event.clientY - before.clientY;
    this.#pointers.set(event.pointerId, event);
    this.#moved += Math.hypot(dx, dy);
    const half = this.element.clientHeight / 2 || 1;
    const { azimuth, elevation, zoom, panX, panY } = this.turn.read();
    if (this.#pointers.size === 2) {
      const spread = this.#spread();
      this.turn.change({ zoom: limit(zoom * spread / (this.#pinch || spread)), panX: panX + dx / 2 / half,
        panY: panY - dy / 2 / half });
      this.#pinch = spread;
    } else if (this.#moved > CLICK) {
      if (event.shiftKey || event.buttons & 6 || this.on.flat()) {
        this.turn.change({ panX: panX + dx / half, panY: panY - dy / half });
      } else {
        this.#rotate(azimuth + (this.#mirrored ? -dx : dx) * 90 / half, elevation + dy * 90 / half);
      }
    }
  }

  #up(event, cancelled = false) {
    const alone = this.#pointers.delete(event.pointerId) && this.#pointers.size === 0;
    if (alone && this.#moved <= CLICK && event.button === 0 && !cancelled) {
      this.on.click(event);
    } else if (alone) {
      this.on.settled();
    }
    this.#pinch = this.#spread();
  }

  #wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.turn.change({ zoom: limit(this.turn.read().zoom * Math.exp(-event.deltaY * lines * 0.0015)) });
    this.on.settled();
  }

  #key(event) {
    const { azimuth, elevation, zoom, panX, panY } = this.turn.read();
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const view = Object.values(VIEWS)[Number(event.key) - 1];
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (arrow && (event.shiftKey || this.on.flat())) {
      this.turn.change({ panX: panX + 0.1 * arrow[0], panY: panY - 0.1 * arrow[1] });
    } else if (arrow) {
      this.#rotate(azimuth + STEP * arrow[0], elevation + STEP * arrow[1]);
    } else if (event.key === '+' || event.key === '=') {
      this.turn.change({ zoom: limit(zoom * 1.15) });
    } else if (event.key === '-' || event.key === '_') {
      this.turn.change({ zoom: limit(zoom / 1.15) });
    } else if (event.key === '0') {
      this.turn.change({ zoom: 1, panX: 0, panY: 0 });
    } else if (view) {
      this.turn.change({ azimuth: view.azimuth, elevation: view.elevation, zoom: 1, panX: 0, panY: 0 });
    } else {
      return;
    }
    event.preventDefault();
    this.on.settled();
  }

  #rotate(azimuth, elevation) {
    this.turn.change({
      azimuth: ((azimuth + 180) % 360 + 360) % 360 - 180,
      elevation: Math.max(-90, Math.min(90, elevation)),
    });
  }

  #spread() {
    const [a, b] = [...this.#pointers.values()];
    return b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  }
}

function limit(zoom) {
  return Math.max(0.3, Math.min(30, zoom));
}
