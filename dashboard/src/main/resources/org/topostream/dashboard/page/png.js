// A canvas's PNG says nothing of its size on paper nor of what it shows; both go into chunks of their own.

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value >>> 0;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value = CRC[(value ^ byte) & 255] ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/// PNG specification, section 5.3: length, type, data, CRC of type and data.
function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/// @param png bytes of a PNG without these chunks
/// @param texts `{keyword: text}`, such as Title, Description, Source (section 11.3.3)
export function annotate(png, dotsPerInch, texts) {
  const header = 8 + 25; // signature and IHDR
  const perMetre = Math.round(dotsPerInch / 0.0254);
  const density = new Uint8Array(9);
  const view = new DataView(density.buffer);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  density[8] = 1; // the unit is the metre
  const encoder = new TextEncoder();
  const chunks = Object.entries(texts).map(([keyword, text]) =>
    // keyword, its end, not compressed (two bytes), no language, no translated keyword, the text in UTF-8
    chunk('iTXt', Uint8Array.from([...encoder.encode(keyword), 0, 0, 0, 0, 0, ...encoder.encode(text)])));
  const parts = [png.subarray(0, header), chunk('pHYs', density), ...chunks, png.subarray(header)];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}
