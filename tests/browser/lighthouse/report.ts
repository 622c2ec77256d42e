import type { Floors } from './floors.ts';
import type { Figures, Run } from './measure-page.ts';

export interface ReportedPage {
  name: string;
  median: Figures;
  runs: readonly Run[];
  complaints: readonly string[];
  floors: Floors;
  breaches: readonly string[];
}

export interface Report {
  runs: number;
  machine: string;
  pages: readonly ReportedPage[];
}

/** The medians as a table of Markdown. */
export function figuresTable({ pages }: Report): string {
  const rows = pages.map(({ name, median, floors }) => [
    name,
    String(median.performance),
    String(median.accessibility),
    String(median.bestPractices),
    // A page that is kept from search engines is not measured by what these want.
    floors.atLeast.seo === undefined ? '' : String(median.seo),
    `${(median.lcpMs / 1000).toFixed(2)} s`,
    String(median.cls),
    `${median.tbtMs} ms`,
    `${median.scriptKb.toFixed(1)} kB`,
    `${median.totalKb.toFixed(0)} kB`,
  ]);
  const head = [
    'page',
    'performance',
    'accessibility',
    'best practices',
    'SEO',
    'LCP',
    'CLS',
    'TBT',
    'script',
    'all',
  ];
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What a reader needs to compare the figures with his own. */
export function conditions({ runs, machine, pages }: Report): string {
  const indices = pages.map(({ median }) => median.benchmarkIndex);
  const span = `${Math.min(...indices)} to ${Math.max(...indices)}`;
  return `${machine}; benchmark index ${span}; medians of ${runs} runs.`;
}
