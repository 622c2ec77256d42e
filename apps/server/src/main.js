#!/usr/bin/env node
// JavaScript, so that an older Node can read it, and so that a start from kept code never loads
// Node's reader of TypeScript.
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Cartwright runs under Node 24, which \`npm ci\` installs; this is ${process.version}. ` +
      'Use `npm start`, or install without --omit=optional.\n',
  );
  process.exit(1);
}
// Keeps compiled code from start to start; where the folder cannot be written, it does without.
nodeModule.enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/cartwright', import.meta.url)),
);
// Tracing must be running before the PostgreSQL driver is loaded, which the commands do.
const { startTracingFromEnvironment } = await import('@cartwright/telemetry/tracing');
await startTracingFromEnvironment();
const { runCommand } = await import('./command-line.ts');
process.exitCode = await runCommand(process.argv.slice(2));
