// Draws icon.svg as PNG for the home screens of phones, which take no SVG. Knows what our icon is made of: one rounded square, one
// closed path of straight lines, one line with round ends. Anything else in it is a mistake and is said.
import { readFile, writeFile } from "node:fs/promises";
import { crc32 as ownCrc32, deflateSync } from "node:zlib";

const FINE = 4; // samples a side of each pixel

function crc32(bytes) {
  if (ownCrc32) return ownCrc32(bytes);
  let crc = ~0; // Node 18 has none
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function png(side, pixels) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: side }, (_, y) => Buffer.concat([Buffer.from([0]), pixels.subarray(y * side * 4, (y + 1) * side * 4)])));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function pointsOf(path) {
  const points = [];
  let [x, y] = [0, 0];
  for (const [, letter, numbers] of path.matchAll(/([MmLlHhVvZz])([^MmLlHhVvZz]*)/g)) {
    const values = (numbers.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    while (values.length) {
      const from = letter === letter.toLowerCase() ? [x, y] : [0, 0];
      if ("Hh".includes(letter)) x = from[0] + values.shift();
      else if ("Vv".includes(letter)) y = from[1] + values.shift();
      else [x, y] = [from[0] + values.shift(), from[1] + values.shift()];
      points.push([x, y]);
    }
  }
  return points;
}

function isWithin(points, x, y) {
  return points.reduce((within, [ax, ay], index) => {
    const [bx, by] = points[(index + 1) % points.length];
    return ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay) ? !within : within;
  }, false);
}

function isNear(points, x, y, reach) {
  return points.slice(1).some(([bx, by], index) => {
    const [ax, ay] = points[index];
    const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
    return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) <= reach;
  });
}

const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
const colour = (text) => (text.length === 4 ? [...text.slice(1)].map((one) => parseInt(one + one, 16)) : text.slice(1).match(/../g).map((one) => parseInt(one, 16)));

function shapesOf(svg) {
  return [...svg.matchAll(/<(rect|path)\b[^>]*>/g)].map(([tag, kind]) => {
    if (kind === "rect") return { paint: colour(attribute(tag, "fill")), round: Number(attribute(tag, "rx")) };
    const points = pointsOf(attribute(tag, "d"));
    if (attribute(tag, "stroke")) return { paint: colour(attribute(tag, "stroke")), holds: (x, y) => isNear(points, x, y, Number(attribute(tag, "stroke-width")) / 2) };
    return { paint: colour(attribute(tag, "fill")), holds: (x, y) => isWithin(points, x, y) };
  });
}

function isOnSquare(x, y, size, round) {
  const [dx, dy] = [Math.max(round - x, x - size + round, 0), Math.max(round - y, y - size + round, 0)];
  return Math.hypot(dx, dy) <= round;
}

// `whole` fills the square to its edges and draws the rest smaller, for systems that cut icons to their own shape.
function drawn(svg, side, whole) {
  const size = Number(attribute(svg, "viewBox").split(" ")[2]);
  const [ground, ...marks] = shapesOf(svg);
  if (!ground?.round || marks.some((mark) => !mark.holds)) throw new Error("icon.svg holds something that icons.mjs cannot draw");
  const pixels = Buffer.alloc(side * side * 4);
  const inner = whole ? 1.25 : 1;
  for (let at = 0; at < side * side; at += 1) {
    const sum = [0, 0, 0, 0];
    for (let sample = 0; sample < FINE * FINE; sample += 1) {
      const x = (((at % side) + ((sample % FINE) + 0.5) / FINE) * size) / side;
      const y = ((Math.floor(at / side) + (Math.floor(sample / FINE) + 0.5) / FINE) * size) / side;
      if (!whole && !isOnSquare(x, y, size, ground.round)) continue;
      const [ix, iy] = [size / 2 + (x - size / 2) * inner, size / 2 + (y - size / 2) * inner];
      const paint = marks.reduce((below, mark) => (mark.holds(ix, iy) ? mark.paint : below), ground.paint);
      paint.forEach((value, channel) => (sum[channel] += value));
      sum[3] += 1;
    }
    if (sum[3]) pixels.set([...sum.slice(0, 3).map((value) => Math.round(value / sum[3])), Math.round((255 * sum[3]) / FINE ** 2)], at * 4);
  }
  return png(side, pixels);
}

export async function writeIcons(source, folder) {
  const svg = await readFile(source, "utf8");
  for (const [name, side, whole] of [["icon-192", 192, false], ["icon-512", 512, false], ["icon-whole-512", 512, true], ["icon-180", 180, true]]) {
    await writeFile(`${folder}/${name}.png`, drawn(svg, side, whole));
  }
}
