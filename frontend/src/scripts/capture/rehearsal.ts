// The look done once on a made-up sheet while the person is still aiming: what the browser translates on its first run, it has translated
// when the first photograph comes.
import { lookAt, measuredSize, outlineSize } from "./look";

const [WIDTH, HEIGHT] = measuredSize(1200, 1600);
const ROUNDS = 2;

export function rehearse(): void {
  const [width, height] = outlineSize(WIDTH, HEIGHT);
  for (let round = 0; round < ROUNDS; round += 1) lookAt(sheet(width, height), (_left, _top, side) => print(side, side), WIDTH, HEIGHT);
}

// Print all over.
function print(width: number, height: number): ImageData {
  return drawn(width, height, (x, y) => (((x >> 2) ^ (y >> 2)) % 3 ? 230 : 30));
}

// Light paper with print on a dark desk.
function sheet(width: number, height: number): ImageData {
  const rim = Math.round(width / 10);
  const isDesk = (x: number, y: number): boolean => Math.min(x, y, width - x, height - y) < rim;
  return drawn(width, height, (x, y) => (isDesk(x, y) ? 60 : (x ^ y) % 5 ? 230 : 120));
}

function drawn(width: number, height: number, light: (x: number, y: number) => number): ImageData {
  const picture = new ImageData(width, height);
  for (let at = 0; at < width * height; at += 1) picture.data.fill(light(at % width, Math.floor(at / width)), 4 * at, 4 * at + 4);
  return picture;
}
