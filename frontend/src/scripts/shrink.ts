// Makes a photograph fit the limit before it is sent. The server does the same where there is no script.

// Long sides tried in turn; small print is still readable at the last.
const LONG_SIDES = [4000, 3200, 2600, 2200];
const QUALITIES = [0.88, 0.78];

async function drawn(picture: ImageBitmap, longSide: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

// The same file when it fits, when it is no picture, or when this browser cannot open it (HEIC on most).
export async function fitted(file: File, maxBytes: number): Promise<File> {
  if (file.size <= maxBytes || !file.type.startsWith("image/") || !("createImageBitmap" in window)) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return file;
  for (const side of LONG_SIDES) {
    for (const quality of QUALITIES) {
      const smaller = await drawn(picture, side, quality);
      if (smaller && smaller.size <= maxBytes) return new File([smaller], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }
  }
  return file;
}
