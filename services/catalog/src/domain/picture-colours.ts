export interface PictureColours {
  /** Of the picture's edge; null when that is not opaque all around. */
  ground: string | null;
  /** Of what stands before the ground; null when there is hardly anything. */
  colour: string | null;
}

type Rgb = readonly [red: number, green: number, blue: number];

const opaqueMin = 200;
/** Sum of the differences of three channels: below it a pixel is ground with some light on it. */
const groundNearMax = 60;
/** Four steps a channel: shades of one colour fall together, and colours stay apart. */
const stepBits = 6;
/** A subject covers at least a fiftieth of its picture. */
const subjectShareMin = 0.02;
/** What a grey pixel counts beside 1 more for a pure colour: a red shoe on a pale sole is red. */
const greyWeight = 0.25;

/** Colours of a small square picture of four channels: two for a shop, none for measuring. */
export function coloursOf(pixels: Uint8Array, side: number): PictureColours {
  const at = (index: number): Rgb => [
    pixels[index * 4] ?? 0,
    pixels[index * 4 + 1] ?? 0,
    pixels[index * 4 + 2] ?? 0,
  ];
  const isOpaque = (index: number) => (pixels[index * 4 + 3] ?? 0) >= opaqueMin;
  const all = Array.from({ length: side * side }, (_, index) => index);
  const edge = all.filter((index) => isOnEdge(index, side));
  const ground = edge.every(isOpaque) ? average(edge.map(at)) : undefined;
  const subject = all
    .filter(isOpaque)
    .map(at)
    .filter((pixel) => ground === undefined || distance(pixel, ground) > groundNearMax);
  const groups = Map.groupBy(subject, (pixel) => pixel.map((value) => value >> stepBits).join());
  const [telling = []] = [...groups.values()].toSorted((a, b) => weightOf(b) - weightOf(a));
  return {
    ground: ground === undefined ? null : toHex(ground),
    colour: subject.length < all.length * subjectShareMin ? null : toHex(average(telling)),
  };
}

const weightOf = (pixels: readonly Rgb[]): number =>
  pixels.reduce((sum, pixel) => sum + greyWeight + chromaOf(pixel), 0);

/** 0 for grey, 1 for a pure colour. */
const chromaOf = (pixel: Rgb): number => (Math.max(...pixel) - Math.min(...pixel)) / 255;

const isOnEdge = (index: number, side: number): boolean => {
  const x = index % side;
  const y = Math.floor(index / side);
  return x === 0 || y === 0 || x === side - 1 || y === side - 1;
};

const distance = (a: Rgb, b: Rgb): number =>
  Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);

function average(pixels: readonly Rgb[]): Rgb {
  const mean = (channel: 0 | 1 | 2) =>
    Math.round(pixels.reduce((sum, pixel) => sum + pixel[channel], 0) / Math.max(1, pixels.length));
  return [mean(0), mean(1), mean(2)];
}

const toHex = (pixel: Rgb): string =>
  `#${pixel.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
