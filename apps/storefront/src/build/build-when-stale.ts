import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const distFolder = join(folder, 'dist');
/** What the built pages depend on, beside the versions in the lock file. */
const sources = [
  'apps/storefront/{src,public}/**/*',
  'apps/storefront/*.{ts,json}',
  'packages/ui/src/**/*',
  'packages/sdk/src/index.ts',
  'package-lock.json',
];
/** A build takes about 10 s on two cores; ten times that means that it hangs. */
const buildMsMax = 120_000;
/** Running shops load pages from their own build, so older ones stay for some days. */
const buildKeptMs = 7 * 24 * 3600_000;

/**
 * Answers the folder of the built site. Its name holds a hash of the sources, so a current build is
 * found by its name; a build appears there whole, or not at all when it is interrupted.
 */
export async function buildWhenStale(onProgress: (line: string) => void): Promise<string> {
  const target = join(distFolder, await hashOfSources());
  if (await exists(target)) return target;
  const startedMs = Date.now();
  onProgress('Building the storefront; the next start will not need to.');
  const unfinished = join(distFolder, `unfinished-${process.pid}-${startedMs}`);
  await mkdir(distFolder, { recursive: true });
  try {
    await runBuild(unfinished, onProgress);
    await publish(unfinished, target);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await removeOldBuilds(target);
  onProgress(`The storefront is built (${Math.round((Date.now() - startedMs) / 1000)} s).`);
  return target;
}

async function hashOfSources(): Promise<string> {
  const root = join(folder, '../..');
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: root })) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const path = join(root, file);
    if ((await stat(path)).isFile()) hash.update(`${file}\0`).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** In a child: the build's memory and its load are gone when the shop starts to sell. */
async function runBuild(outDir: string, onProgress: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'src/build/build-site.ts'), outDir], {
    cwd: folder,
    // A development build would be made under another NODE_ENV, such as that of tests.
    env: { NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: buildMsMax,
  });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() === '') return;
      last.push(line);
      if (last.length > 40) last.shift();
      if (line.startsWith('storefront: ')) onProgress(line);
    });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...end) => resolve(end));
  });
  if (code !== 0)
    throw new Error(`The storefront cannot be built (${code ?? signal}):\n${last.join('\n')}`);
}

async function publish(unfinished: string, target: string): Promise<void> {
  try {
    await rename(unfinished, target);
  } catch (error) {
    // Another process has built the same sources meanwhile; its build is as good as ours.
    if (!(await exists(target))) throw error;
  }
}

async function removeOldBuilds(current: string): Promise<void> {
  for (const name of await readdir(distFolder)) {
    const path = join(distFolder, name);
    const known = await stat(path).catch(() => undefined);
    const isOld = known !== undefined && Date.now() - known.mtimeMs > buildKeptMs;
    if (isOld && path !== current) await rm(path, { recursive: true, force: true });
  }
}
