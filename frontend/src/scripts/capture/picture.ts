// Opening a photograph and drawing it afresh. Drawing anew drops everything a camera writes beside the pixels, the place included.
import { lookAt, measuredSize, outlineSize, type Seen } from "./look";
import { MEASURED_SIDE, TEXT_SIDE, WHOLE_SIDE } from "./limits";
import { reducedPicture } from "./reduced";

type Sheet = HTMLCanvasElement | OffscreenCanvas;
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const QUALITIES = [0.9, 0.82, 0.72];

export interface Wish {
  whole: boolean; // an ECG, a fundus picture, a film: sent as large as it is
  maxBytes: number;
}

function sheetOf(width: number, height: number): Sheet {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

function drawn(picture: ImageBitmap | VideoFrame | Sheet, width: number, height: number, turns = 0, care: ImageSmoothingQuality = "high"): [Sheet, Pen] {
  const aside = turns % 2 === 1;
  const sheet = sheetOf(aside ? height : width, aside ? width : height);
  const pen = sheet.getContext("2d", { willReadFrequently: true }) as Pen;
  pen.imageSmoothingQuality = care;
  pen.translate(sheet.width / 2, sheet.height / 2);
  pen.rotate((turns * Math.PI) / 2);
  pen.drawImage(picture, -width / 2, -height / 2, width, height);
  return [sheet, pen];
}

// The photograph upright as its camera meant it. Fails for what this browser cannot open, such as HEIC on most.
export function openPicture(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file, { imageOrientation: "from-image" });
}

// What the pixels say. `width` and `height` are those of the photograph as taken, `picture` may be a smaller decode of it.
function lookedAt(picture: ImageBitmap | VideoFrame, width: number, height: number): Seen {
  const [, pen] = drawn(picture, ...measuredSize(width, height), 0, "medium");
  const [across, down] = outlineSize(width, height);
  const [, small] = drawn(pen.canvas, across, down);
  return lookAt(small.getImageData(0, 0, across, down), (left, top, side) => pen.getImageData(left, top, side, side), width, height);
}

export function firstLook(picture: ImageBitmap): Seen {
  return lookedAt(picture, picture.width, picture.height);
}

// The look without opening the whole picture, or null where this browser or this format cannot.
export async function glance(file: Blob): Promise<Seen | null> {
  const reduced = await reducedPicture(file, MEASURED_SIDE);
  if (!reduced) return null;
  try {
    return lookedAt(reduced.picture, reduced.width, reduced.height);
  } finally {
    reduced.picture.close();
  }
}

function encoded(sheet: Sheet, quality: number): Promise<Blob | null> {
  if ("convertToBlob" in sheet) return sheet.convertToBlob({ type: "image/jpeg", quality });
  return new Promise((resolve) => sheet.toBlob(resolve, "image/jpeg", quality));
}

// The picture as it is sent: small enough, turned as asked for (quarter turns to the right), nothing but pixels.
export async function prepared(picture: ImageBitmap, wish: Wish, turns = 0): Promise<Blob> {
  let side = Math.min(Math.max(picture.width, picture.height), wish.whole ? WHOLE_SIDE : TEXT_SIDE);
  for (; ; side *= 0.8) {
    const ratio = side / Math.max(picture.width, picture.height);
    const [sheet] = drawn(picture, Math.max(1, Math.round(picture.width * ratio)), Math.max(1, Math.round(picture.height * ratio)), turns);
    for (const quality of QUALITIES) {
      const blob = await encoded(sheet, quality);
      if (blob && blob.size <= wish.maxBytes) return blob;
    }
    if (side < 400) throw new Error("cannot be made smaller");
  }
}
