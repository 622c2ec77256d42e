import type { Picture } from '../../contract/index.ts';

/** What is stored of a picture; its addresses follow from it. */
export interface StoredPicture {
  id: string;
  alt: string;
  width: number;
  height: number;
  /** Absent in what was written before it was known. */
  ground?: string | null;
  /** Widths of the stored sizes, ascending. */
  widths: number[];
}

const pictureFormats = ['avif', 'webp', 'jpeg'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** Steps that fit a thumbnail up to a large phone or half a desktop screen. */
const pictureWidths = [160, 320, 640, 960, 1280] as const;

/** A picture is never enlarged: a small one has a single size, its own. */
export function widthsFor(width: number): number[] {
  const smaller = pictureWidths.filter((step) => step < width);
  const largest = pictureWidths[pictureWidths.length - 1] ?? width;
  return width > largest ? [...pictureWidths] : [...smaller, width];
}

/** A size of its own shape, which networks show beside the address of a shared page. */
export const sharedSize = { width: 1_200, height: 630, name: '1200x630' } as const;
export type PictureSize = number | typeof sharedSize.name;

const pathOf = (id: string, size: PictureSize, format: PictureFormat): string =>
  `/media/${id}/${size}.${format}`;

/** Width that suits a client which chooses none: the largest up to 640. */
const middleWidth = (widths: readonly number[]): number =>
  widths.findLast((width) => width <= 640) ?? widths[0] ?? 0;

export const pictureUrl = (picture: { id: string; widths: number[] }): string =>
  pathOf(picture.id, middleWidth(picture.widths), 'jpeg');

export const toPicture = (stored: StoredPicture): Picture => ({
  id: stored.id,
  url: pictureUrl(stored),
  alt: stored.alt,
  width: stored.width,
  height: stored.height,
  share: pathOf(stored.id, sharedSize.name, 'jpeg'),
  ground: stored.ground ?? null,
  sizes: stored.widths.map((width) => ({
    width,
    height: Math.max(1, Math.round((stored.height * width) / stored.width)),
    avif: pathOf(stored.id, width, 'avif'),
    webp: pathOf(stored.id, width, 'webp'),
    jpeg: pathOf(stored.id, width, 'jpeg'),
  })),
});

export const toPictureOrNull = (stored: StoredPicture | null): Picture | null =>
  stored === null ? null : toPicture(stored);
