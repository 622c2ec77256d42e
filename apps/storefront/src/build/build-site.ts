import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'astro';
import { packFiles } from './pack-files.ts';

/** `build-site.ts OUT_DIR`: builds the site once, as a process of its own. */
async function buildSite(outDir: string | undefined): Promise<void> {
  if (outDir === undefined) throw new Error('say where the site is to be built');
  process.stdout.write('storefront: compiling pages, styles and scripts\n');
  await build({
    root: fileURLToPath(new URL('../../', import.meta.url)),
    outDir,
    logLevel: 'warn',
  });
  await packFiles(join(outDir, 'client'));
}

await buildSite(process.argv[2]);
