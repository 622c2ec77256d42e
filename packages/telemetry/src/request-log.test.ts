import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logger } from './logger.ts';
import { requestLog } from './request-log.ts';

function capture(level: 'info' | 'warn' = 'info') {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { log: logger({ service: 'gateway', level, destination }), lines };
}

const kind = { method: 'GET', route: '/carts/:cartId', status: 200 };

test('writes the line that pino would write', () => {
  const { log, lines } = capture();
  requestLog(log)(kind)(1.26);
  log.info({ ...kind, durationMs: 1.3 }, 'request');
  const [own = '', pinos = ''] = lines.map((line) => line.replace(/"time":"[^"]+"/, '"time":""'));
  assert.equal(own, pinos);
  assert.match(lines[0] ?? '', /"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/);
});

test('keeps the bindings of a child, without its secrets', () => {
  const { log, lines } = capture();
  requestLog(log.child({ part: 'front', token: 'a secret' }))(kind)(1);
  const line = JSON.parse(lines.join(''));
  assert.equal(line.part, 'front');
  assert.equal(line.token, '[redacted]');
});

test('names the trace of a traced request, and is silent below the level', () => {
  const { log, lines } = capture();
  requestLog(log)(kind)(1, 'a'.repeat(32));
  assert.equal(JSON.parse(lines.join('')).trace_id, 'a'.repeat(32));
  const quiet = capture('warn');
  requestLog(quiet.log)(kind)(1);
  assert.deepEqual(quiet.lines, []);
});
