import { writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumPath } from '../find-browser.ts';
import { pagesToSee, pathOf } from '../sights/pages.ts';
import { openStage, type Stage } from '../sights/stage.ts';
import { type Profile, prepareSights, type Sights } from '../sights/visitors.ts';
import { breaches, type MeasuredPlace, measuredPlaces } from './floors.ts';
import { measurePage, medianOf, type Run } from './measure-page.ts';
import { publish } from './publish.ts';
import { figuresTable, type Report, type ReportedPage } from './report.ts';

const usage = `npm run lighthouse -- [options]
  --runs N          runs of each page, of which the median counts (default: 5)
  --only NAME,...   pages (default: ${measuredPlaces.map(({ name }) => name).join(',')})
  --json FILE       where the figures go (default: lighthouse.json among temporary files)
  --publish         put the figures into docs/performance.md
`;

/**
 * `npm run lighthouse`: starts the production shop with its sample range, measures its pages with
 * Lighthouse, and ends with 1 when a page stays below its floors.
 */
async function runLighthouse(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      only: { type: 'string' },
      json: { type: 'string', default: join(tmpdir(), 'lighthouse.json') },
      publish: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  const only = values.only?.split(',');
  const places = measuredPlaces.filter(({ name }) => only?.includes(name) ?? true);
  if (!Number.isInteger(runs) || runs < 1 || places.length !== (only?.length ?? places.length)) {
    process.stderr.write(usage);
    return 2;
  }
  if (chromiumPath === undefined) {
    process.stderr.write('Only the whole browser is measured: install chromium\n');
    return 2;
  }
  const stage = await openStage({ range: 'sample', say });
  let pages: ReportedPage[];
  try {
    const sights = await prepareSights(stage);
    // The browser that made the cart would take its share of the processor.
    await stage.browser.close();
    pages = await measureInTurn({ stage, sights, places, runs });
  } finally {
    await stage.close();
  }
  const report: Report = { runs, machine: machine(), pages };
  await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\n${figuresTable(report)}\n\n`);
  const failures = pages.flatMap((page) => page.breaches.map((one) => `${page.name}: ${one}`));
  for (const failure of failures) process.stdout.write(`FAIL ${failure}\n`);
  process.stdout.write(`All runs: ${values.json}\n`);
  if (values.publish) await publish(report);
  return failures.length === 0 ? 0 : 1;
}

/** A, B, A, B: what slows the machine for a while then falls on all pages alike. */
async function measureInTurn(o: {
  stage: Stage;
  sights: Sights;
  places: readonly MeasuredPlace[];
  runs: number;
}): Promise<ReportedPage[]> {
  const taken = new Map<string, Run[]>(o.places.map(({ name }) => [name, []]));
  for (let round = 1; round <= o.runs; round += 1)
    for (const { name } of o.places) {
      const run = await measurePage({ ...(await visitOf(o, name)), say });
      taken.get(name)?.push(run);
      const { performance, lcpMs, cls, tbtMs, benchmarkIndex } = run.figures;
      say(
        `${round}/${o.runs} ${name}: performance ${performance}, LCP ${lcpMs} ms, CLS ${cls}, TBT ${tbtMs} ms (benchmark index ${benchmarkIndex})`,
      );
    }
  return o.places.map(({ name, floors }) => {
    const all = taken.get(name) ?? [];
    const median = medianOf(all.map(({ figures }) => figures));
    const complaints = [...new Set(all.flatMap((run) => run.complaints))];
    return { name, median, runs: all, complaints, floors, breaches: breaches(median, floors) };
  });
}

async function visitOf(o: { stage: Stage; sights: Sights }, name: string) {
  const sight = pagesToSee.find((page) => page.name === name);
  if (sight === undefined) throw new Error(`the list of pages has no ${name}`);
  return {
    url: new URL(await pathOf(sight, o.sights), o.stage.shop.url).href,
    cookie: cookieHeader(o.sights.profiles[sight.visitor]),
  };
}

const cookieHeader = ({ cookies }: Profile): string =>
  cookies
    .filter(({ path }) => path === '/')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

const machine = (): string => {
  const processors = cpus();
  return `${processors.length} cores (${processors[0]?.model ?? 'unknown'}), Node ${process.version}`;
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await runLighthouse(process.argv.slice(2));
