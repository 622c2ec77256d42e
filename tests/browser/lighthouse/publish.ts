import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { conditions, figuresTable, type Report } from './report.ts';

const page = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url));
const begin = '<!-- pages: written by npm run lighthouse -- --publish -->';
const end = '<!-- end of pages -->';

/** Puts the figures into docs/performance.md, between its two marks. */
export async function publish(report: Report): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${page} has lost the marks between which the figures stand`);
  const section = `${conditions(report)}\n\n${figuresTable(report)}`;
  await writeFile(page, `${before}${begin}\n${section}\n${end}${after}`);
}
