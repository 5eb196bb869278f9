// Lines over a number: axes with round ticks, their names and units, the newest value beside each line, and under the
// pointer a reading. A sentence of the same stands in the canvas's label.

import { ticksOf } from './colours.js';
import { number } from './text.js';

const LEFT = 42;
const BOTTOM = 30;
const TOP = 8;

/// A canvas as sharp as the screen, cleared; its colours are those of the page's theme.
export function sharpen(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== wide || canvas.height !== high) {
    Object.assign(canvas, { width: wide, height: high });
  }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

export function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || '#888';
}

export class LineChart {
  #pointer = null;

  /// @param options `{x, y, waiting, floor}`: names of the axes, what is waited for, the lowest y that is drawn
  /// @param invalidate called where it must be drawn again
  constructor(canvas, options, invalidate) {
    Object.assign(this, { canvas, options, invalidate, series: [] });
    canvas.addEventListener('pointermove', event => this.#point(event.offsetX));
    canvas.addEventListener('pointerleave', () => this.#point(null));
    new ResizeObserver(invalidate).observe(canvas);
  }

  /// @param series `[{name, colour, dashed, points: [[x, y], ...]}]`, x growing; a y that is NaN is a gap
  show(series) {
    this.series = series.filter(({ points }) => points.length > 0);
    this.canvas.setAttribute('aria-label', this.#sentence());
    this.invalidate();
  }

  draw() {
    const { context, width, height } = sharpen(this.canvas);
    context.font = '11px system-ui, sans-serif';
    const quiet = themeColour('quiet');
    if (this.series.length === 0) {
      context.fillStyle = quiet;
      context.textAlign = 'center';
      context.fillText(this.options.waiting, width / 2, height / 2);
      return;
    }
    const frame = this.#frame(width, height);
    this.#axes(context, frame, quiet);
    context.save();
    context.beginPath();
    context.rect(frame.left, frame.top, frame.width, frame.height);
    context.clip();
    this.series.forEach(line => this.#line(context, frame, line));
    context.restore();
    this.#readings(context, frame);
  }

  #point(x) {
    this.#pointer = x;
    this.invalidate();
  }

  #sentence() {
    const { x, y, waiting } = this.options;
    const lines = this.series.map(({ name, points }) =>
      `${name} from ${number(points[0][1])} to ${number(points.at(-1)[1])}`);
    return lines.length === 0 ? waiting : `${y} over ${x}: ${lines.join('; ')}`;
  }

  #frame(width, height) {
    const every = this.series.flatMap(({ points }) => points);
    const finite = every.map(point => point[1]).filter(Number.isFinite);
    const { floor = -Infinity } = this.options;
    let low = Math.max(floor, Math.min(0, ...finite));
    let high = Math.max(...finite, low + 0.02);
    const margin = 0.06 * (high - low);
    high += margin;
    low -= low < 0 ? margin : 0;
    const names = Math.max(...this.series.map(({ name }) => name.length));
    const right = 12 + Math.min(110, 6.2 * (names + 7));
    const xs = every.map(point => point[0]);
    const from = Math.min(...xs);
    const to = Math.max(...xs, from + 1);
    const frame = { left: LEFT, top: TOP, width: width - LEFT - right, height: height - TOP - BOTTOM, from, to, low,
      high, clipped: finite.some(value => value < low) };
    frame.x = value => frame.left + (value - from) / (to - from) * frame.width;
    frame.y = value => frame.top + (high - value) / (high - low) * frame.height;
    return frame;
  }

  #axes(context, frame, quiet) {
    const { left, top, width, height, low, high, from, to } = frame;
    context.strokeStyle = themeColour('line');
    context.fillStyle = quiet;
    context.lineWidth = 1;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const { at, label } of ticksOf(low, high, Math.max(3, Math.round(height / 30)))) {
      const y = Math.round(frame.y(at)) + 0.5;
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.stroke();
      context.fillText(label, left - 5, y);
    }
    context.textAlign = 'center';
    context.textBaseline = 'top';
    for (const { at, label } of ticksOf(from, to, Math.max(3, Math.round(width / 70)))) {
      context.fillText(label, frame.x(at), top + height + 3);
    }
    context.textAlign = 'left';
    context.fillText(this.options.x, left, top + height + 16);
    if (frame.clipped) {
      context.textBaseline = 'bottom';
      context.fillText(`below ${number(low, 2)} not shown`, left + 4, top + height - 2);
    }
  }

  #line(context, frame, { points, colour, dashed }) {
    context.strokeStyle = themeColour(colour);
    context.lineWidth = 1.6;
    context.setLineDash(dashed ? [4, 3] : []);
    context.beginPath();
    let drawing = false;
    for (const [x, y] of points) {
      if (Number.isFinite(y)) {
        drawing ? context.lineTo(frame.x(x), frame.y(y)) : context.moveTo(frame.x(x), frame.y(y));
      }
      drawing = Number.isFinite(y);
    }
    context.stroke();
    context.setLineDash([]);
    if (points.length === 1) {
      context.fillStyle = themeColour(colour);
      context.fillRect(frame.x(points[0][0]) - 2, frame.y(points[0][1]) - 2, 4, 4);
    }
  }

  /// Beside the lines: their newest values, or those under the pointer.
  #readings(context, frame) {
    const { from, to, left, width, top, height } = frame;
    const inside = this.#pointer !== null && this.#pointer >= left && this.#pointer <= left + width;
    const x = inside ? from + (this.#pointer - left) / width * (to - from) : to;
    const readings = this.series.map(({ name, colour, points }) => {
      const point = points.reduce((near, each) => (Math.abs(each[0] - x) <= Math.abs(near[0] - x) ? each : near));
      return { name, colour, point, y: Math.max(top + 6, Math.min(top + height - 6, frame.y(point[1]) || top)) };
    }).sort((a, b) => a.y - b.y);
    // Labels that would lie upon each other move down, and all of them up again where that leaves the frame.
    readings.forEach((reading, i) => {
      reading.y = i > 0 ? Math.max(reading.y, readings[i - 1].y + 13) : reading.y;
    });
    const over = Math.max(0, readings.at(-1).y - (top + height - 4));
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    for (const { name, colour, point, y } of readings) {
      context.fillStyle = themeColour(colour);
      context.fillText(`${name} ${number(point[1])}`, left + width + 6, y - over);
    }
    if (inside) {
      const at = frame.x(readings[0].point[0]);
      context.strokeStyle = themeColour('quiet');
      context.beginPath();
      context.moveTo(at, top);
      context.lineTo(at, top + height);
      context.stroke();
      context.fillStyle = themeColour('quiet');
      context.textAlign = 'right';
      context.textBaseline = 'top';
      context.fillText(number(readings[0].point[0], 4), left + width + 8, top + height + 16);
    }
  }
}
