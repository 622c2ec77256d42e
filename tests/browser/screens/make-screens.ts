import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PageToSee, pagesToSee } from '../sights/pages.ts';
import { openSight, schemes } from '../sights/see-pages.ts';
import { openStage, type Stage } from '../sights/stage.ts';
import { prepareSights, type Sights } from '../sights/visitors.ts';
import { composeSheet, type Shot } from './contact-sheet.ts';

const widths = [390, 768, 1440];
/** Longer pages are cut: below this everything has been seen once. */
const heightMax = 4_000;

const usage = `npm run screens -- [options]
  --only NAME,...   pages of the list in tests/browser/sights/pages.ts (default: all)
  --out FOLDER      where the sheets go (default: cartwright-screens among temporary files)
`;

process.exitCode = await makeScreens(process.argv.slice(2));

/** `npm run screens`: a contact sheet of every page, at three widths, light and dark. */
async function makeScreens(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      out: { type: 'string', default: join(tmpdir(), 'cartwright-screens') },
    },
  });
  const only = values.only?.split(',');
  const chosen = pagesToSee.filter(({ name }) => only?.includes(name) ?? true);
  if (chosen.length === 0) {
    process.stderr.write(usage);
    return 2;
  }
  await mkdir(values.out, { recursive: true });
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const stage = await openStage({ range: 'sample', say });
  const failures: string[] = [];
  try {
    const sights = await prepareSights(stage);
    for (const sight of chosen) {
      const file = join(values.out, `${sight.name}.png`);
      // A page that complains is no reason to see none of the others.
      await makeSheet({ stage, sights, sight, file }).catch((error: unknown) => {
        failures.push(`${sight.name}: ${error instanceof Error ? error.message : String(error)}`);
      });
      process.stdout.write(`${file}\n`);
    }
  } finally {
    await stage.close();
  }
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length === 0 ? 0 : 1;
}

async function makeSheet(o: {
  stage: Stage;
  sights: Sights;
  sight: PageToSee;
  file: string;
}): Promise<void> {
  const shots: Shot[] = [];
  const taking = openSight(o, async (page) => {
    for (const colorScheme of schemes)
      for (const width of widths) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        shots.push({ scheme: colorScheme, width, image: await takeShot(page, width) });
      }
  });
  const outcome = await Promise.allSettled([taking]);
  if (shots.length > 0) await writeFile(o.file, await composeSheet(shots));
  for (const one of outcome) if (one.status === 'rejected') throw one.reason;
}

type OpenPage = Parameters<Parameters<typeof openSight>[1]>[0];

async function takeShot(page: OpenPage, width: number): Promise<Buffer> {
  // Pictures below the fold load when they are near; a walk to the end brings them.
  const height: number = await page.evaluate(`(async () => {
    const { scrollHeight } = document.documentElement;
    for (let y = 0; y < Math.min(scrollHeight, ${heightMax}); y += 600) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    scrollTo(0, 0);
    const waiting = [...document.images].filter((image) => !image.complete && image.src !== '');
    await Promise.race([
      Promise.all(waiting.map((image) => new Promise((resolve) => {
        image.addEventListener('load', resolve);
        image.addEventListener('error', resolve);
      }))),
      new Promise((resolve) => setTimeout(resolve, 3000)),
    ]);
    // What has come may still have to be decoded, and would be missing from the picture.
    const come = [...document.images].filter((image) => image.complete && image.currentSrc !== '');
    await Promise.all(come.map((image) => image.decode().catch(() => undefined)));
    await document.fonts.ready;
    return document.documentElement.scrollHeight;
  })()`);
  const clip = { x: 0, y: 0, width, height: Math.min(Math.max(height, 1), heightMax) };
  return page.screenshot({ fullPage: true, clip, animations: 'disabled' });
}
