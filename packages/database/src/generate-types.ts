import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './embedded/run-program.ts';
import { startEmbedded } from './embedded/start-embedded.ts';
import { migrate } from './migrate.ts';
import { migrationFoldersOf } from './migration-folders.ts';
import { provision } from './provision.ts';

/**
 * Writes `services/SERVICE/src/store/tables.generated.ts` from the schema that the migrations make
 * in a scratch database: `npm run generate-types -w @cartwright/database -- SERVICE...`
 */
async function generateTypes(services: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-types-'));
  const server = await startEmbedded({ dataDir: folder, durability: 'none', sharedBuffersMb: 128 });
  try {
    const addresses = await provision({
      adminUrl: server.adminUrl,
      services,
      layout: 'schemas',
      roles: 'single',
      credentials: { passwordOf: async () => '' },
    });
    for (const [service, { ownerUrl }] of Object.entries(addresses)) {
      await migrate({ ownerUrl, schema: service, folders: migrationFoldersOf(service) });
      const file = fileURLToPath(
        new URL(`../../../services/${service}/src/store/tables.generated.ts`, import.meta.url),
      );
      const generated = await describeSchema(ownerUrl, service, join(folder, `${service}.ts`));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, generated);
      process.stdout.write(`Wrote the types of ${service}\n`);
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Types as our pools give values back: bigint as number, numeric and date as text. */
async function describeSchema(url: string, schema: string, outFile: string): Promise<string> {
  const packageFile = createRequire(import.meta.url).resolve('kysely-codegen/package.json');
  const result = await runProgram(process.execPath, [
    join(dirname(packageFile), 'dist', 'cli', 'bin.js'),
    '--dialect=postgres',
    `--url=${url}`,
    `--out-file=${outFile}`,
    `--default-schema=${schema}`,
    `--include-pattern=${schema}.*`,
    `--type-mapping=${JSON.stringify({ int8: 'number', numeric: 'string', date: 'string' })}`,
    '--log-level=error',
  ]);
  if (result.exitCode !== 0) throw new Error(`kysely-codegen failed: ${result.output}`);
  return readFile(outFile, 'utf8');
}

const services = process.argv.slice(2);
if (services.length === 0) {
  process.stderr.write('Name one or more services, such as: generate-types inventory\n');
  process.exit(2);
}
await generateTypes(services);
