#!/usr/bin/env node
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Cartwright runs under Node 24, which \`npm ci\` installs; this is ${process.version}. ` +
      'Use `npm start`, or install without --omit=optional.\n',
  );
  process.exit(1);
}
// Loaded only now: an older Node cannot read TypeScript. Tracing must be running before the
// PostgreSQL driver is loaded, which the commands do.
const { startTracingFromEnvironment } = await import('@cartwright/telemetry/tracing');
await startTracingFromEnvironment();
const { runCommand } = await import('./command-line.ts');
process.exitCode = await runCommand(process.argv.slice(2));

export {};
