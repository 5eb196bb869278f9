// A picture for print: 18 cm wide at 300 dots per inch, on white, with colour bar and caption.

import { drawColourBar } from './colourbar.js';
import { paneBoxes } from './panes.js';
import { annotate } from './png.js';
import { captionOf } from './summary.js';

const DPI = 300;
const WIDTH = Math.round(18 / 2.54 * DPI);
/// 8 points at that resolution.
const FONT = Math.round(8 / 72 * DPI);
const PAPER = { greys: [0.8, 0.08], outline: 0x202020, text: '#101010', quiet: '#505050' };

/// @returns a canvas, drawn at once
function drawPicture(viewer, view, data, link) {
  const { clientWidth, clientHeight } = viewer.canvas;
  const height = Math.round(WIDTH * clientHeight / clientWidth);
  const brains = viewer.snapshot(WIDTH, height, PAPER.greys, PAPER.outline);
  const schemes = [...new Set(data.panes.map(({ scheme }) => scheme))];
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  context.font = `${FONT}px system-ui, "Segoe UI", Arial, sans-serif`;
  const lines = [...wrap(context, captionOf(view, data), WIDTH - 2 * FONT), ...wrap(context, link, WIDTH - 2 * FONT)];
  const bars = 5 * FONT;
  const caption = Math.ceil(lines.length * 1.4 * FONT);
  Object.assign(canvas, { width: WIDTH, height: height + bars + caption + 3 * FONT });
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(brains, 0, FONT);
  titles(context, data.panes, WIDTH, height);
  const width = (WIDTH - 2 * FONT) / schemes.length - (schemes.length > 1 ? FONT : 0);
  schemes.forEach((scheme, i) => drawColourBar(context, scheme, {
    x: FONT + i * (width + 2 * FONT), y: height + FONT, width: Math.min(width, 0.6 * WIDTH), bar: FONT, font: FONT,
  }, PAPER.text, PAPER.quiet));
  context.font = `${FONT}px system-ui, "Segoe UI", Arial, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillStyle = PAPER.text;
  lines.forEach((line, i) => context.fillText(line, FONT, height + 2 * FONT + bars + i * 1.4 * FONT));
  return canvas;
}

/// @returns `{name, bytes}` of the PNG
export async function picture(viewer, view, data, link) {
  const canvas = drawPicture(viewer, view, data, link);
  const blob = await new Promise(done => {
    canvas.toBlob(done, 'image/png');
  });
  const bytes = annotate(new Uint8Array(await blob.arrayBuffer()), DPI, {
    Title: `topostream ${view.subject} ${view.backbone} ${view.kind}`, Description: captionOf(view, data), Source: link,
  });
  const version = data.panes[0]?.map?.about.encoderVersion ?? 0;
  const name = [view.subject, view.backbone, view.kind, version].join('-').replaceAll(/[^\w.-]+/g, '_');
  return { name: `topostream-${name}.png`, bytes };
}

export function download({ name, bytes }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function titles(context, panes, width, height) {
  if (panes.length < 2) {
    return;
  }
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillStyle = PAPER.quiet;
  paneBoxes(panes.length, width, height).forEach((box, i) =>
    context.fillText(panes[i].title, box.left + FONT, box.top + FONT / 2, box.width - 2 * FONT));
}

function wrap(context, text, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && context.measureText(`${line} ${word}`).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}
