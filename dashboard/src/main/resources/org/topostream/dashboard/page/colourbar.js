// The colours with their numbers, on the page and in pictures that leave it.

import { sharpen, themeColour } from './charts.js';
import { colourIndex } from './colours.js';
import { number } from './text.js';

/// @param size `{x, y, width, bar, font}` in the context's pixels
/// @returns the height that it took
export function drawColourBar(context, scheme, { x, y, width, bar, font }, text, quiet) {
  const { form, low, high, ticks, title, units } = scheme;
  const line = Math.round(1.35 * font);
  context.font = `${font}px system-ui, "Segoe UI", Arial, sans-serif`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillStyle = text;
  context.fillText(title, x, y);
  const after = context.measureText(`${title}  `).width;
  context.fillStyle = quiet;
  context.fillText(units, x + after, y, Math.max(1, width - after));
  const top = y + line + 2;
  const slots = form === 'categorical' ? ticks.length : Math.round(width);
  for (let i = 0; i < slots; i++) {
    const value = form === 'categorical' ? ticks[i].at : low + (high - low) * (i + 0.5) / slots;
    const at = 4 * colourIndex(scheme, value);
    context.fillStyle = `rgb(${scheme.colours.slice(at, at + 3).join()})`;
    context.fillRect(x + width * i / slots, top, width / slots + 0.5, bar);
  }
  context.fillStyle = quiet;
  for (const [i, { at, label }] of ticks.entries()) {
    const place = form === 'categorical' ? (i + 0.5) / ticks.length : (at - low) / (high - low || 1);
    context.fillRect(Math.min(x + width - 1, Math.round(x + width * place)), top + bar, 1, Math.max(3, font / 4));
    context.textAlign = form === 'categorical' || (place > 0.06 && place < 0.94) ? 'center'
      : place < 0.5 ? 'left' : 'right';
    context.fillText(label, x + width * place, top + bar + Math.max(3, font / 4) + 1);
  }
  return line + 2 + bar + Math.max(3, font / 4) + line;
}

/// On a canvas of the page, with the same in words as its label.
export function showColourBar(canvas, scheme) {
  canvas.hidden = !scheme;
  if (!scheme) {
    return;
  }
  const { context, width } = sharpen(canvas);
  drawColourBar(context, scheme, { x: 0, y: 2, width, bar: 12, font: 12 }, themeColour('text'), themeColour('quiet'));
  const range = scheme.form === 'categorical' ? `labels ${scheme.ticks[0].label} to ${scheme.ticks.at(-1).label}`
    : `from ${number(scheme.low)} to ${number(scheme.high)}`;
  canvas.setAttribute('aria-label', `Colour bar, ${scheme.name}: ${scheme.title} ${range}, ${scheme.units}`);
}
