import { Agent, get } from 'node:http';
import { parseArgs } from 'node:util';
import { type QueryClass, searchPages } from '../scenarios/search-queries.ts';

interface Answer {
  milliseconds: number;
  body: string;
}

interface ListBody {
  items: { title: string }[];
  nextCursor: string | null;
  facets?: {
    total: number;
    totalIsEstimate: boolean;
    options: { name: string; values: { value: string }[] }[];
  };
}

interface Mix {
  url: URL;
  agent: Agent;
}

const classes: readonly QueryClass[] = ['plain', 'broad', 'misspelt', 'filtered'];
/** Titles that queries are made from: so many pages in each of the list's orders. */
const TITLE_PAGES = 5;
const TITLE_ORDERS = ['newest', 'title', 'price', '-price'];

/**
 * `node bench/fill/search-mix.ts --url http://127.0.0.1:8080 [--seconds 20] [--connections 8]`:
 * searches a running shop with facets and prints how many a second it answers, and p50 and p99 by
 * class of query. Start the shop with READ_CACHE_MIB=0, so that each search is made anew.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
      seconds: { type: 'string', default: '20' },
      connections: { type: 'string', default: '8' },
    },
  });
  const connections = Number(values.connections);
  const mix = {
    url: new URL(values.url),
    agent: new Agent({ keepAlive: true, maxSockets: connections }),
  };
  const titles = await readTitles(mix);
  const pages = shuffled(searchPages({ titles, filters: await readFilters(mix) }));
  const taken = new Map<string, number[]>(classes.map((name) => [name, []]));
  const totals = new Map<string, number[]>(classes.map((name) => [name, []]));
  const startedMs = performance.now();
  const endMs = startedMs + Number(values.seconds) * 1_000;
  let next = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const page = pages[next % pages.length];
      next += 1;
      if (page === undefined) return;
      const { milliseconds, body } = await ask(mix, page.path);
      const { facets }: ListBody = JSON.parse(body);
      taken.get(page.group ?? '')?.push(milliseconds);
      totals.get(page.group ?? '')?.push(facets?.total ?? 0);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  print(taken, totals, (performance.now() - startedMs) / 1_000);
  mix.agent.destroy();
}

function print(
  taken: ReadonlyMap<string, readonly number[]>,
  totals: ReadonlyMap<string, readonly number[]>,
  seconds: number,
): void {
  const all = [...taken.values()].flat();
  process.stdout.write(`${(all.length / seconds).toFixed(0)} searches/s\n`);
  process.stdout.write('class        count   p50 ms   p99 ms   median of totals\n');
  for (const [name, times] of [...taken, ['all', all] as const]) {
    const total = at(totals.get(name) ?? [...totals.values()].flat(), 0.5);
    const cells = [
      name.padEnd(10),
      String(times.length).padStart(7),
      at(times, 0.5).toFixed(1).padStart(8),
      at(times, 0.99).toFixed(1).padStart(8),
      String(total).padStart(18),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

async function readTitles(mix: Mix): Promise<string[]> {
  const titles = new Set<string>();
  for (const sort of TITLE_ORDERS) {
    let cursor: string | null = null;
    for (let page = 0; page < TITLE_PAGES; page += 1) {
      const on: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const body: ListBody = await read(mix, `/api/v1/products?limit=100&sort=${sort}${on}`);
      for (const { title } of body.items) titles.add(title);
      cursor = body.nextCursor;
      if (cursor === null) break;
    }
  }
  return [...titles];
}

/** Two filters at a time, as the shop itself offers them. */
async function readFilters(mix: Mix): Promise<string[]> {
  const { facets } = await read(mix, '/api/v1/products?limit=1&facets=true');
  const [first, second] = (facets?.options ?? []).map(({ name, values }) =>
    values.map(({ value }) => `option.${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return (first ?? []).flatMap((one) =>
    ['available=true', 'priceMax=15000', ...(second ?? [])].map((other) => `${one}&${other}`),
  );
}

async function read(mix: Mix, path: string): Promise<ListBody> {
  return JSON.parse((await ask(mix, path)).body);
}

function ask({ url, agent }: Mix, path: string): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const request = get({ host: url.hostname, port: url.port, path, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        if (response.statusCode === 200)
          resolve({ milliseconds: performance.now() - startedMs, body });
        else reject(new Error(`${path} was answered with ${response.statusCode}: ${body}`));
      });
    });
    request.on('error', reject);
  });
}

/** Always the same order, so that two runs ask the same. */
function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value, index) => ({ value, place: (index * 7_919) % values.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

await main();
