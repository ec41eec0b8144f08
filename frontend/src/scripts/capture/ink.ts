// How sharp the print is: measured on squares spread over the page, on the ink and its edges alone.
import { bell, blurred, closed, extreme, type Grey } from "./grey";
import type { Outline } from "./outline";

const CORE = 112;
const RIM = 16; // as far as the filters reach
const MOST_SQUARES = 6; // a telephone four times slower than a desk's machine has 0.3 seconds for everything
const LEAST_INK = 400;
const ONCE = [0.5, 0.25];
const TWICE = bell(1.5);
const FINE = bell(1);

export interface Ink {
  sharpness: number; // near 0 when nothing is left to lose by blurring once more; 0 when there is no print
  streak: number; // the weakest against the strongest direction of the edges: low when the hand moved
}

interface Square {
  plain: Grey;
  hat: Grey;
}

// Cuts a square out of the picture in its measured size.
export type Cut = (left: number, top: number, side: number) => Grey;

// `light` is the picture as small as the outline was found on: by it the squares with most print are chosen.
export function inkOf(size: { width: number; height: number }, outline: Outline, light: Grey, cut: Cut): Ink {
  const squares = spread(size, outline, light).map(([left, top]) => squareOf(cut(left - RIM, top - RIM, CORE + 2 * RIM)));
  const contrast = highest(squares, 0.99);
  const least = Math.max(8, 0.45 * contrast);
  const sums = { first: 0, second: 0, a: 0, b: 0, c: 0, count: 0 };
  squares.forEach((square) => addTo(sums, square, least));
  if (sums.count < LEAST_INK) return { sharpness: 0, streak: 1 };
  return { sharpness: 1 - sums.second / Math.max(sums.first, 1e-6), streak: streakOf(sums.a, sums.b, sums.c) };
}

function streakOf(a: number, b: number, c: number): number {
  const root = Math.sqrt((a - c) ** 2 / 4 + b * b);
  return Math.sqrt(Math.max((a + c) / 2 - root, 0) / Math.max((a + c) / 2 + root, 1e-6));
}

// The corners of squares within the page, at most MOST_SQUARES, from all over it; of those side by side the one with most print.
function spread(picture: { width: number; height: number }, outline: Outline, light: Grey): [number, number][] {
  const found: [number, number][] = [];
  const inside = (x: number, y: number): number =>
    outline.mask[Math.min(outline.height - 1, Math.floor((y * outline.height) / picture.height)) * outline.width + Math.min(outline.width - 1, Math.floor((x * outline.width) / picture.width))];
  for (let top = RIM; top + CORE + RIM <= picture.height; top += CORE) {
    for (let left = RIM; left + CORE + RIM <= picture.width; left += CORE) {
      const corners = [inside(left, top), inside(left + CORE, top), inside(left, top + CORE), inside(left + CORE, top + CORE)];
      if (corners.every(Boolean)) found.push([left, top]);
    }
  }
  const kept = Math.min(MOST_SQUARES, found.length);
  const part = (index: number): number => Math.floor((index * found.length) / kept);
  return Array.from({ length: kept }, (_, index) => richest(found.slice(part(index), part(index + 1)), light, light.width / picture.width));
}

function richest(corners: [number, number][], light: Grey, ratio: number): [number, number] {
  const print = corners.map(([left, top]) => detail(light, Math.floor(left * ratio), Math.floor(top * ratio), Math.floor(CORE * ratio)));
  return corners[print.indexOf(Math.max(...print))];
}

// How much light changes along the rows of a square.
function detail({ data, width }: Grey, left: number, top: number, side: number): number {
  let sum = 0;
  for (let y = top; y < top + side; y += 1) for (let at = y * width + left, end = at + side; at < end; at += 1) sum += Math.abs(data[at + 1] - data[at]);
  return sum;
}

function squareOf(plain: Grey): Square {
  const soft = blurred(plain, ONCE);
  const hat = closed(soft, 15);
  for (let at = 0; at < hat.data.length; at += 1) hat.data[at] -= soft.data[at];
  return { plain, hat };
}

function highest(squares: Square[], share: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  squares.forEach(({ hat }) => {
    overCore(hat, (at) => {
      counts[Math.max(0, Math.min(255, Math.round(hat.data[at])))] += 1;
      total += 1;
    });
  });
  let [value, above] = [255, 0];
  while (value > 0 && (above += counts[value]) < (1 - share) * total) value -= 1;
  return value;
}

function overCore(square: Grey, visit: (at: number) => void): void {
  for (let y = RIM; y < RIM + CORE; y += 1) for (let x = RIM; x < RIM + CORE; x += 1) visit(y * square.width + x);
}

function addTo(sums: { first: number; second: number; a: number; b: number; c: number; count: number }, square: Square, least: number): void {
  const { plain, hat } = square;
  // What lies near ink is what holds something above `least` within two pixels.
  const near = extreme(hat, 5, 1).data;
  if (!near.some((highest) => highest > least)) return;
  const soft = blurred(plain, TWICE);
  const fine = blurred(plain, FINE);
  for (let at = 0; at < fine.data.length; at += 1) fine.data[at] = plain.data[at] - fine.data[at];
  overCore(plain, (at) => {
    if (near[at] <= least) return;
    sums.count += 1;
    sums.first += across(plain, at) ** 2 + down(plain, at) ** 2;
    sums.second += across(soft, at) ** 2 + down(soft, at) ** 2;
    const [dx, dy] = [across(fine, at), down(fine, at)];
    sums.a += dx * dx;
    sums.b += dx * dy;
    sums.c += dy * dy;
  });
}

// Sobel's two differences.
function across({ data, width: w }: Grey, at: number): number {
  return data[at - w + 1] - data[at - w - 1] + 2 * (data[at + 1] - data[at - 1]) + data[at + w + 1] - data[at + w - 1];
}

function down({ data, width: w }: Grey, at: number): number {
  return data[at + w - 1] - data[at - w - 1] + 2 * (data[at + w] - data[at - w]) + data[at + w + 1] - data[at - w + 1];
}
