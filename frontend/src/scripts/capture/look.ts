// The first look at a photograph, by its pixels alone: too dark, blurred, too small.
import { greyOf, type Grey } from "./grey";
import { inkOf } from "./ink";
import { DARK_BELOW, MEGAPIXELS_BELOW, MEGAPIXELS_BELOW_UPRIGHT, MEASURED_SIDE, OUTLINE_SIDE, SHARP_BELOW, SHARP_BELOW_UPRIGHT, STREAK_BELOW } from "./limits";
import { outlineOf, type Outline } from "./outline";

export type Fault = "DARK" | "BLURRED" | "LOW_RESOLUTION" | "FAR";

export interface Seen {
  faults: Fault[];
  luminance: number;
  sharpness: number;
  streak: number;
  megapixels: number;
  page: number; // megapixels of the page itself
}

// How large a picture is drawn to be measured.
export function measuredSize(width: number, height: number): [number, number] {
  return fitted(width, height, MEASURED_SIDE);
}

// How large it is drawn to find the page on it.
export function outlineSize(width: number, height: number): [number, number] {
  return fitted(width, height, OUTLINE_SIDE);
}

function fitted(width: number, height: number, side: number): [number, number] {
  const ratio = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
}

// `small` is the picture just large enough to find the page on, `cut` gives squares of it in its measured size, `width` and `height`
// are those it was taken with. Only what is looked at is turned to light: the whole measured picture would cost three times as much.
export function lookAt(small: ImageData, cut: (left: number, top: number, side: number) => ImageData, width: number, height: number): Seen {
  const grey = greyOf(small);
  const outline = outlineOf(grey);
  const luminance = middle(grey, outline);
  const [wide, high] = measuredSize(width, height);
  const { sharpness, streak } = inkOf({ width: wide, height: high }, outline, grey, (left, top, side) => greyOf(cut(left, top, side)));
  const megapixels = (width * height) / 1e6;
  const faults: Fault[] = [];
  if (luminance < DARK_BELOW) faults.push("DARK");
  const least = height > width ? SHARP_BELOW_UPRIGHT : SHARP_BELOW;
  if ((sharpness > 0 && sharpness < least) || streak < STREAK_BELOW) faults.push("BLURRED");
  const page = (megapixels * outline.mask.reduce((sum, one) => sum + one, 0)) / outline.mask.length;
  if (megapixels < (height > width ? MEGAPIXELS_BELOW_UPRIGHT : MEGAPIXELS_BELOW)) faults.push("LOW_RESOLUTION");
  else if (page < MEGAPIXELS_BELOW) faults.push("FAR");
  return { faults, luminance, sharpness, streak, megapixels, page };
}

// The median light of the page.
function middle(grey: Grey, outline: Outline): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let y = 0; y < outline.height; y += 1) {
    const row = Math.floor(((y + 0.5) * grey.height) / outline.height) * grey.width;
    for (let x = 0; x < outline.width; x += 1) {
      if (!outline.mask[y * outline.width + x]) continue;
      counts[Math.min(255, Math.round(grey.data[row + Math.floor(((x + 0.5) * grey.width) / outline.width)]))] += 1;
      total += 1;
    }
  }
  let [value, below] = [0, counts[0]];
  while (value < 255 && below * 2 < total) below += counts[(value += 1)];
  return value;
}
