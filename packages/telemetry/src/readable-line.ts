/** `12:30:01 INFO  orders request route=/carts status=200` from a line of JSON. */
export function readableLine(line: string): string {
  const { time, level, service, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest)
    .filter(([name]) => name !== 'trace_id' && name !== 'span_id')
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
  const words = [
    String(time).slice(11, 19),
    String(level).toUpperCase().padEnd(5),
    ...(service === undefined ? [] : [String(service)]),
    ...(msg === undefined ? [] : [String(msg)]),
    ...fields,
  ];
  return `${words.join(' ')}\n${stackOf(err)}`;
}

function stackOf(err: unknown): string {
  if (typeof err !== 'object' || err === null || !('stack' in err)) return '';
  return `${String(err.stack)}\n`;
}
