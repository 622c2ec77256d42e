import sharp from 'sharp';
import type { Scheme } from '../sights/see-pages.ts';

export interface Shot {
  scheme: Scheme;
  /** Of the window, in pixels of CSS. */
  width: number;
  image: Buffer;
}

/** Half the size of the screens: text can be read, and a sheet fits on a desk. */
const scale = 0.5;
const gap = 24;
const ground = '#8a8a8a';

/** Puts the shots side by side, a row for each scheme. */
export async function composeSheet(shots: readonly Shot[]): Promise<Buffer> {
  const rows = [...new Set(shots.map(({ scheme }) => scheme))].map((scheme) =>
    shots.filter((shot) => shot.scheme === scheme),
  );
  const placed: { input: Buffer; left: number; top: number }[] = [];
  let top = gap;
  let sheetWidth = 0;
  for (const row of rows) {
    let left = gap;
    let rowHeight = 0;
    for (const { image, width } of row) {
      const small = await sharp(image)
        .resize({ width: Math.round(width * scale) })
        .png()
        .toBuffer({ resolveWithObject: true });
      placed.push({ input: small.data, left, top });
      left += small.info.width + gap;
      rowHeight = Math.max(rowHeight, small.info.height);
    }
    sheetWidth = Math.max(sheetWidth, left);
    top += rowHeight + gap;
  }
  return sharp({ create: { width: sheetWidth, height: top, channels: 3, background: ground } })
    .composite(placed)
    .png()
    .toBuffer();
}
