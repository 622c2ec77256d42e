import { launch } from 'chrome-launcher';
import lighthouse, { type Result } from 'lighthouse';
import { chromiumPath } from '../find-browser.ts';

/** What one run of Lighthouse tells of a page. */
export interface Figures {
  /** Scores, of 100. */
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  /** Largest contentful paint, cumulative layout shift, total blocking time. */
  lcpMs: number;
  cls: number;
  tbtMs: number;
  /** As they cross the wire, in 1,000 bytes. */
  scriptKb: number;
  totalKb: number;
  /** Speed of the machine as Lighthouse measures it; 1,000 and more is a fast desktop. */
  benchmarkIndex: number;
}

export interface Run {
  figures: Figures;
  /** Audits that took points, for whoever mends the page. */
  complaints: string[];
}

/** Nothing but the page itself may use the network or the processor. */
const chromeFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Times that a run is begun before a page is given up. */
const attempts = 3;

/**
 * Lighthouse's own settings: a phone of middle price on slow 4G, simulated. A run whose trace the
 * browser failed to record says nothing of the page: it is made anew, and told.
 */
export async function measurePage(o: {
  url: string;
  cookie: string;
  say: (line: string) => void;
}): Promise<Run> {
  for (let attempt = 1; ; attempt += 1) {
    const lhr = await runOnce(o);
    if (lhr.runtimeError === undefined)
      return { figures: figuresOf(lhr), complaints: complaintsOf(lhr) };
    const failure = `${o.url}: ${lhr.runtimeError.message}`;
    if (lhr.runtimeError.code !== 'NO_NAVSTART' || attempt === attempts) throw new Error(failure);
    o.say(`${failure} (again, ${attempt + 1} of ${attempts})`);
  }
}

async function runOnce(o: { url: string; cookie: string }): Promise<Result> {
  if (chromiumPath === undefined) throw new Error('no chromium was found');
  const chrome = await launch({ chromePath: chromiumPath, chromeFlags });
  try {
    const answer = await lighthouse(o.url, {
      port: chrome.port,
      output: 'json',
      logLevel: 'error',
      ...(o.cookie === '' ? {} : { extraHeaders: { Cookie: o.cookie } }),
    });
    if (answer === undefined) throw new Error(`Lighthouse says nothing of ${o.url}`);
    const { lhr } = answer;
    if (
      lhr.runtimeError === undefined &&
      new URL(lhr.finalDisplayedUrl).pathname !== new URL(o.url).pathname
    )
      throw new Error(`${o.url} went on to ${lhr.finalDisplayedUrl}`);
    return lhr;
  } finally {
    chrome.kill();
  }
}

function figuresOf(lhr: Result): Figures {
  const score = (category: string): number =>
    Math.round((lhr.categories[category]?.score ?? 0) * 100);
  const value = (audit: string): number => {
    const { numericValue } = lhr.audits[audit] ?? {};
    if (numericValue === undefined) throw new Error(`Lighthouse has no ${audit}`);
    return numericValue;
  };
  const bytes = transfersOf(lhr);
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    lcpMs: Math.round(value('largest-contentful-paint')),
    cls: Math.round(value('cumulative-layout-shift') * 10_000) / 10_000,
    tbtMs: Math.round(value('total-blocking-time')),
    scriptKb: kilobytes(bytes.filter(({ kind }) => kind === 'Script')),
    totalKb: kilobytes(bytes),
    benchmarkIndex: Math.round(lhr.environment.benchmarkIndex),
  };
}

interface Transfer {
  kind: string;
  bytes: number;
}

function transfersOf(lhr: Result): Transfer[] {
  const details = lhr.audits['network-requests']?.details;
  if (details?.type !== 'table') throw new Error('Lighthouse has no list of requests');
  return details.items.map(({ resourceType, transferSize }) => ({
    kind: String(resourceType),
    bytes: Number(transferSize) || 0,
  }));
}

const kilobytes = (transfers: readonly Transfer[]): number =>
  Math.round(transfers.reduce((sum, { bytes }) => sum + bytes, 0) / 100) / 10;

function complaintsOf(lhr: Result): string[] {
  const weighed = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
  );
  return [...new Set(weighed)].flatMap((id) => {
    const { score = null, title = '', displayValue = '' } = lhr.audits[id] ?? {};
    return score !== null && score < 0.9 ? [`${id} (${score}): ${title} ${displayValue}`] : [];
  });
}

/** The median of each figure by itself. */
export function medianOf(runs: readonly Figures[]): Figures {
  const [first] = runs;
  if (first === undefined) throw new Error('there was no run');
  const median = (name: keyof Figures): number => {
    const sorted = runs.map((figures) => figures[name]).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  };
  return {
    performance: median('performance'),
    accessibility: median('accessibility'),
    bestPractices: median('bestPractices'),
    seo: median('seo'),
    lcpMs: median('lcpMs'),
    cls: median('cls'),
    tbtMs: median('tbtMs'),
    scriptKb: median('scriptKb'),
    totalKb: median('totalKb'),
    benchmarkIndex: median('benchmarkIndex'),
  };
}
