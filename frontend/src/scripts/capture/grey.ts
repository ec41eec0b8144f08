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

type Line = (from: Float32Array, to: Float32Array, length: number) => void;

// Runs over all lines, first along rows, then along columns; `line` fills `to` from `from`, both of `length`.
function overLines({ width, height, data }: Grey, line: Line): Grey {
  const once = blank(width, height);
  const twice = blank(width, height);
  pass(data, once.data, width, height, 1, width, line);
  pass(once.data, twice.data, height, width, width, 1, line);
  return twice;
}

function pass(from: Float32Array, to: Float32Array, length: number, lines: number, along: number, across: number, line: Line): void {
  const input = new Float32Array(length);
  const output = new Float32Array(length);
  for (let start = 0, end = lines * across; start < end; start += across) {
    for (let at = 0, place = start; at < length; at += 1, place += along) input[at] = from[place];
    line(input, output, length);
    for (let at = 0, place = start; at < length; at += 1, place += along) to[place] = output[at];
  }
}

// Blur with a symmetric kernel given by its middle and one side; the rim repeats.
export function blurred(from: Grey, half: readonly number[]): Grey {
  const reach = half.length - 1;
  return overLines(from, (input, output, length) => {
    for (let at = 0; at < length; at += 1) {
      let sum = half[0] * input[at];
      for (let by = 1; by <= reach; by += 1) sum += half[by] * (input[at < by ? 0 : at - by] + input[at + by >= length ? length - 1 : at + by]);
      output[at] = sum;
    }
  });
}

// The half kernel of a bell curve, as blurred() takes it.
export function bell(sigma: number): number[] {
  const half = Array.from({ length: Math.round(sigma * 4) + 1 }, (_, by) => Math.exp(-(by * by) / (2 * sigma * sigma)));
  const sum = half.reduce((all, one, by) => all + (by ? 2 : 1) * one, 0);
  return half.map((one) => one / sum);
}

// The largest (sign 1) or smallest (sign -1) value within `size` pixels, an odd number; a window is made of two halves already made.
export function extreme(from: Grey, size: number, sign: 1 | -1): Grey {
  const reach = (size - 1) / 2;
  let wide = new Float32Array(0);
  return overLines(from, (input, output, length) => {
    const total = length + 2 * reach;
    if (wide.length !== total) wide = new Float32Array(total);
    wide.fill(-Infinity);
    for (let at = 0; at < length; at += 1) wide[at + reach] = sign * input[at];
    let made = 1;
    while (made < size) {
      const by = Math.min(made, size - made);
      for (let at = 0; at + by < total; at += 1) if (wide[at + by] > wide[at]) wide[at] = wide[at + by];
      made += by;
    }
    for (let at = 0; at < length; at += 1) output[at] = sign * wide[at];
  });
}

export function closed(from: Grey, size: number): Grey {
  return extreme(extreme(from, size, 1), size, -1);
}

export function opened(from: Grey, size: number): Grey {
  return extreme(extreme(from, size, -1), size, 1);
}
