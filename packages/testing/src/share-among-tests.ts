import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { removeDataDir } from './cleanup.ts';
import { makeShopTemplate, type Shape, templateVariables } from './shop-template.ts';
import { sharedServerVariable, useTestServer } from './test-database.ts';

const root = new URL('../../../', import.meta.url);

/** Fewer files with shops of their own are done sooner than the shop that they would copy. */
const filesMin: Readonly<Record<Shape, number>> = { whole: 3, split: 2 };

/** Compiled code of the tests' own processes: reading TypeScript anew took each a second. */
const compiledCode = fileURLToPath(new URL('node_modules/.cache/cartwright-tests', root));

/**
 * What the files of one run share, told to their processes by the environment: a PostgreSQL, a
 * shop of each shape to copy, and compiled code.
 */
export async function shareAmongTests(
  files: readonly string[],
): Promise<{ env: Readonly<Record<string, string>>; release: () => Promise<void> }> {
  const server = await useTestServer();
  const templates: string[] = [];
  const env: Record<string, string> = {
    [sharedServerVariable]: server.adminUrl,
    NODE_COMPILE_CACHE: compiledCode,
  };
  const release = async (): Promise<void> => {
    await server.release();
    for (const template of templates) await removeDataDir(template);
  };
  try {
    for (const shape of await shapesToCopy(files)) {
      const template = await makeShopTemplate(shape);
      if (template === undefined) continue;
      templates.push(template);
      env[templateVariables[shape]] = template;
    }
    return { env, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Files that start a split shop name its shape; one that did not would do without a copy. */
async function shapesToCopy(files: readonly string[]): Promise<Shape[]> {
  const withShops = files.filter((file) => file.startsWith('tests/'));
  const texts = await Promise.all(withShops.map((file) => readFile(new URL(file, root), 'utf8')));
  const split = texts.filter((text) => text.includes("'split'")).length;
  const counts: Readonly<Record<Shape, number>> = { whole: withShops.length - split, split };
  return (['whole', 'split'] as const).filter((shape) => counts[shape] >= filesMin[shape]);
}
