// A picture of light alone, and the few filters the checks need. Every filter answers a new picture of the same size.

export interface Grey {
  width: number;
  height: number;
  data: Float32Array;
}

export function blank(width: number, height: number): Grey {
  return { width, height, data: new Float32Array(width * height) };
}

// Luminance of RGBA pixels with the weights OpenCV uses.
export function greyOf(pixels: ImageData): Grey {
  const out = blank(pixels.width, pixels.height);
  const from = pixels.data;
  for (let at = 0, to = 0; to < out.data.length; at += 4, to += 1) {
    out.data[to] = 0.299 * from[at] + 0.587 * from[at + 1] + 0.114 * from[at + 2];
  }
  return out;
}

// Shrinks to the given size, every new pixel the mean of the old ones it covers.
export function shrunk(from: Grey, width: number, height: number): Grey {
  const out = blank(width, height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor((y * from.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * from.height) / height));
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * from.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * from.width) / width));
      let sum = 0;
      for (let row = top; row < bottom; row += 1) for (let column = left; column < right; column += 1) sum += from.data[row * from.width + column];
      out.data[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return out;
}

// Blur with a symmetric kernel given by its middle and one side; the rim repeats.
export function blurred(from: Grey, half: readonly number[]): Grey {
  return blurredDown(blurredAlong(from, half), half);
}

function blurredAlong({ width, height, data }: Grey, half: readonly number[]): Grey {
  const out = blank(width, height);
  const reach = half.length - 1;
  const line = new Float32Array(width + 2 * reach);
  for (let start = 0; start < data.length; start += width) {
    line.fill(data[start], 0, reach);
    for (let at = 0; at < width; at += 1) line[reach + at] = data[start + at];
    line.fill(data[start + width - 1], reach + width);
    for (let at = 0; at < width; at += 1) {
      let sum = half[0] * line[reach + at];
      for (let by = 1; by <= reach; by += 1) sum += half[by] * (line[reach + at - by] + line[reach + at + by]);
      out.data[start + at] = sum;
    }
  }
  return out;
}

// Row by row, not column by column: what lies side by side in memory is taken together.
function blurredDown({ width, height, data }: Grey, half: readonly number[]): Grey {
  const out = blank(width, height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) out.data[row + x] = half[0] * data[row + x];
    for (let by = 1; by < half.length; by += 1) {
      const above = Math.max(0, y - by) * width;
      const below = Math.min(height - 1, y + by) * width;
      for (let x = 0; x < width; x += 1) out.data[row + x] += half[by] * (data[above + x] + data[below + x]);
    }
  }
  return out;
}

// The half kernel of a bell curve, as blurred() takes it.
export function bell(sigma: number): number[] {
  const half = Array.from({ length: Math.round(sigma * 4) + 1 }, (_, by) => Math.exp(-(by * by) / (2 * sigma * sigma)));
  const sum = half.reduce((all, one, by) => all + (by ? 2 : 1) * one, 0);
  return half.map((one) => one / sum);
}

// The largest (sign 1) or smallest (sign -1) value within `size` pixels, an odd number. What lies outside does not count.
export function extreme({ width, height, data }: Grey, size: number, sign: 1 | -1): Grey {
  const [row, rows] = [width + size - 1, height + size - 1];
  const reach = (size - 1) / 2;
  const wide = new Float32Array(row * rows).fill(-Infinity);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) wide[(y + reach) * row + reach + x] = sign * data[y * width + x];
  widen(wide, 1, size);
  widen(wide, row, size);
  const out = blank(width, height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) out.data[y * width + x] = sign * wide[y * row + x];
  return out;
}

// Every place takes the largest of itself and what follows within `size` steps; a window is made of two halves already made.
function widen(wide: Float32Array, step: number, size: number): void {
  for (let made = 1; made < size; ) {
    const by = Math.min(made, size - made);
    const ahead = by * step;
    for (let at = 0, end = wide.length - ahead; at < end; at += 1) if (wide[at + ahead] > wide[at]) wide[at] = wide[at + ahead];
    made += by;
  }
}

export function closed(from: Grey, size: number): Grey {
  return extreme(extreme(from, size, 1), size, -1);
}

export function opened(from: Grey, size: number): Grey {
  return extreme(extreme(from, size, -1), size, 1);
}
