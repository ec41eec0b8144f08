// Where the paper lies: the brightest large convex thing in the picture, or the whole picture.
import { bell, blurred, closed, opened, shrunk, type Grey } from "./grey";
import { OUTLINE_SIDE } from "./limits";

const LEAST_STEP = 18; // between paper and desk, in lightness of 0 to 255
const LEAST_SHARE = 0.12;

export interface Outline {
  width: number;
  height: number;
  mask: Uint8Array;
}

type Spot = [number, number];

export function outlineOf(picture: Grey): Outline {
  const ratio = Math.min(1, OUTLINE_SIDE / Math.max(picture.width, picture.height));
  const small = shrunk(picture, Math.round(picture.width * ratio), Math.round(picture.height * ratio));
  // Ink would cut the page in pieces; closing by more than a character's height removes it.
  const light = closed(blurred(small, bell(1)), 7);
  const counts = countsOf(light);
  const level = parting(counts);
  const whole = { width: small.width, height: small.height, mask: new Uint8Array(small.data.length).fill(1) };
  if (middleOf(counts, level + 1, 255) - middleOf(counts, 0, level) < LEAST_STEP) return whole;
  const bright = opened({ ...light, data: light.data.map((value) => (Math.round(value) > level ? 1 : 0)) }, 3);
  const hull = hullOf(largest(bright));
  const mask = filled(hull, small.width, small.height);
  return mask.reduce((sum, one) => sum + one, 0) > LEAST_SHARE * mask.length ? { ...whole, mask } : whole;
}

function countsOf(picture: Grey): Float64Array {
  const counts = new Float64Array(256);
  picture.data.forEach((value) => (counts[Math.max(0, Math.min(255, Math.round(value)))] += 1));
  return counts;
}

// Otsu's threshold.
function parting(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [below, sum, best, level] = [0, 0, -1, 0];
  for (let value = 0; value < 256; value += 1) {
    below += counts[value];
    sum += counts[value] * value;
    if (!below || below === total) continue;
    const apart = sum / below - (all - sum) / (total - below);
    const score = below * (total - below) * apart * apart;
    if (score > best) [best, level] = [score, value];
  }
  return level;
}

// The median of the values from `first` to `last`.
function middleOf(counts: Float64Array, first: number, last: number): number {
  const total = counts.slice(first, last + 1).reduce((sum, count) => sum + count, 0);
  let [value, below] = [first, counts[first]];
  while (value < last && below * 2 < total) below += counts[(value += 1)];
  return value;
}

// The first and last place of each row of the largest connected bright thing.
function largest({ width, height, data }: Grey): Spot[] {
  const seen = new Uint8Array(data.length);
  const found = new Int32Array(data.length);
  let best: Int32Array = new Int32Array(0);
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] || !data[start]) continue;
    let count = 0;
    const visit = (place: number): void => {
      if (seen[place] || !data[place]) return;
      seen[place] = 1;
      found[count++] = place;
    };
    visit(start);
    for (let at = 0; at < count; at += 1) {
      const place = found[at];
      const column = place % width;
      if (place >= width) visit(place - width);
      if (place < data.length - width) visit(place + width);
      if (column) visit(place - 1);
      if (column < width - 1) visit(place + 1);
    }
    if (count > best.length) best = found.slice(0, count);
  }
  return rims(best, width, height);
}

function rims(places: Int32Array, width: number, height: number): Spot[] {
  const first = new Int32Array(height).fill(width);
  const last = new Int32Array(height).fill(-1);
  places.forEach((place) => {
    const [row, column] = [Math.floor(place / width), place % width];
    first[row] = Math.min(first[row], column);
    last[row] = Math.max(last[row], column);
  });
  return Array.from({ length: height }, (_, row) => row).flatMap((row): Spot[] => (last[row] < 0 ? [] : [[first[row], row], [last[row], row]]));
}

function turn(a: Spot, b: Spot, c: Spot): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

// The convex hull, by Andrew's chains.
function hullOf(rim: Spot[]): Spot[] {
  const spots = rim.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (ordered: Spot[]): Spot[] => {
    const kept: Spot[] = [];
    for (const spot of ordered) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], spot) <= 0) kept.pop();
      kept.push(spot);
    }
    return kept.slice(0, -1);
  };
  return [...chain(spots), ...chain(spots.reverse())];
}

function filled(hull: Spot[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const crossings = hull.flatMap((a, index) => {
      const b = hull[(index + 1) % hull.length];
      return Math.min(a[1], b[1]) <= y && y <= Math.max(a[1], b[1]) && a[1] !== b[1] ? [a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1])] : [];
    });
    if (crossings.length) mask.fill(1, y * width + Math.ceil(Math.min(...crossings)), y * width + Math.floor(Math.max(...crossings)) + 1);
  }
  return mask;
}
