import { fileURLToPath } from 'node:url';
import { removeDataDir } from './cleanup.ts';
import { makeShopTemplate, shopTemplateVariable } from './shop-template.ts';
import { sharedServerVariable, useTestServer } from './test-database.ts';

/** Fewer files with shops of their own are done sooner than the shop that they would copy. */
const shopFilesMin = 3;

/** Compiled code of the tests' own processes: reading TypeScript anew took each a second. */
const compiledCode = fileURLToPath(
  new URL('../../../node_modules/.cache/cartwright-tests', import.meta.url),
);

/**
 * What the files of one run share, told to their processes by the environment: a PostgreSQL, a
 * shop to copy, and compiled code.
 */
export async function shareAmongTests(
  files: readonly string[],
): Promise<{ env: Readonly<Record<string, string>>; release: () => Promise<void> }> {
  const server = await useTestServer();
  try {
    const withShops = files.filter((file) => file.startsWith('tests/'));
    const template = withShops.length < shopFilesMin ? undefined : await makeShopTemplate();
    return {
      env: {
        [sharedServerVariable]: server.adminUrl,
        NODE_COMPILE_CACHE: compiledCode,
        ...(template === undefined ? {} : { [shopTemplateVariable]: template }),
      },
      release: async () => {
        await server.release();
        if (template !== undefined) await removeDataDir(template);
      },
    };
  } catch (error) {
    await server.release();
    throw error;
  }
}
