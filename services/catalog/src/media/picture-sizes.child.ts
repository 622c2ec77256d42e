/**
 * Run as a process of its own: `node picture-sizes.child.ts INPUT FOLDER`. Writes every size of the
 * picture INPUT into FOLDER and prints one line of JSON, a PictureReport. Decoding what strangers
 * made takes time and memory that the server's process must not lose.
 */
import { join } from 'node:path';
import sharp from 'sharp';
import { sharedSize, widthsFor } from '../domain/picture.ts';
import { coloursOf } from '../domain/picture-colours.ts';
import type { PictureReport } from './make-picture-sizes.ts';

/** 50 megapixels: above any camera a shop uses, and 200 MB when decoded. */
const PIXELS_MAX = 50_000_000;
/** Enough to tell colours: a twentieth of the picture is a pixel wide. */
const SAMPLE_SIDE = 40;
/** WebP holds no longer side. */
const SIDE_MAX = 16_000;

const frame = { width: sharedSize.width, height: sharedSize.height };

// The server shares the machine: one thread, and no cache for a process that makes one picture.
sharp.concurrency(1);
sharp.cache(false);

async function makeSizes(input: string, folder: string): Promise<PictureReport> {
  const options = { limitInputPixels: PIXELS_MAX, failOn: 'error' } as const;
  const { autoOrient } = await sharp(input, { ...options, limitInputPixels: false }).metadata();
  const { width, height } = autoOrient;
  if (width * height > PIXELS_MAX || Math.max(width, height) > SIDE_MAX)
    return { problem: 'too-many-pixels' };
  const widths = widthsFor(width);
  // Decoded and shrunk once; the other sizes are made from the largest.
  const largest = await sharp(input, options)
    .autoOrient()
    .resize({ width: Math.max(...widths) })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const size of widths) {
    const resized = sharp(largest.data, { raw: largest.info }).resize({ width: size });
    const path = (format: string) => join(folder, `${size}.${format}`);
    // AVIF at effort 4 takes six times as long for files of the same size.
    await resized.clone().avif({ quality: 55, effort: 2 }).toFile(path('avif'));
    await resized.clone().webp({ quality: 78 }).toFile(path('webp'));
    await resized
      .clone()
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80, progressive: true })
      .toFile(path('jpeg'));
  }
  await sharp(largest.data, { raw: largest.info })
    .flatten({ background: '#ffffff' })
    // Nothing of a product is cut off.
    .resize({ ...frame, fit: 'contain', background: '#ffffff' })
    .jpeg({ quality: 80, progressive: true })
    .toFile(join(folder, `${sharedSize.name}.jpeg`));
  const small = await sharp(largest.data, { raw: largest.info })
    .resize(SAMPLE_SIDE, SAMPLE_SIDE, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { width, height, widths, ...coloursOf(small, SAMPLE_SIDE) };
}

const [input, folder] = process.argv.slice(2);
if (input === undefined || folder === undefined) throw new Error('needs INPUT and FOLDER');
try {
  process.stdout.write(JSON.stringify(await makeSizes(input, folder)));
} catch (error) {
  // libvips tells broken files by messages only; the server logs what it was.
  const detail = error instanceof Error ? error.message.slice(0, 500) : String(error);
  const report: PictureReport = { problem: 'not-a-picture', detail };
  process.stdout.write(JSON.stringify(report));
}
