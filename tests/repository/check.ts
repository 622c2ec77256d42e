import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { checkRepository } from './rules.ts';
import { readTree } from './tree.ts';

const bin = (name: string): string => `node_modules/.bin/${name}`;

/** Format and lint, types, the storefront's pages, then the rules of the repository. */
const tools: readonly { name: string; command: string; args: string[] }[] = [
  { name: 'format and lint', command: bin('biome'), args: ['check', '.'] },
  { name: 'types', command: bin('tsc'), args: ['--project', '.'] },
  ...(existsSync('apps/storefront/astro.config.ts')
    ? [
        {
          name: 'pages',
          command: bin('astro'),
          args: ['check', '--root', 'apps/storefront', '--minimumSeverity', 'error'],
        },
      ]
    : []),
];

let failures = 0;
for (const { name, command, args } of tools) {
  const startedMs = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  report(name, status === 0, startedMs);
}
const startedMs = Date.now();
const violations = checkRepository(readTree('.'));
for (const { file, line, rule, message } of violations)
  process.stdout.write(`${file}:${line} ${rule}: ${message}\n`);
report('rules of the repository', violations.length === 0, startedMs);
process.exitCode = failures === 0 ? 0 : 1;

function report(name: string, passed: boolean, sinceMs: number): void {
  if (!passed) failures += 1;
  const seconds = ((Date.now() - sinceMs) / 1000).toFixed(1);
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
}
