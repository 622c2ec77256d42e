const redacted = '[redacted]';

/**
 * Names of fields that never reach a log, compared without case, `-` and `_`. Whoever holds a
 * cart's id may change the cart, so it is a secret as much as a token is.
 */
const secretNames = new Set(
  [
    ...['authorization', 'cookie', 'setCookie', 'bearer', 'token', 'accessToken', 'refreshToken'],
    ...['secret', 'password', 'apiKey', 'idempotencyKey', 'signature', 'cartId', 'cart'],
    ...['email', 'phone', 'name', 'firstName', 'lastName', 'company', 'line1', 'line2', 'city'],
    ...['postalCode', 'region', 'address', 'shippingAddress', 'billingAddress', 'clientAddress'],
    ...['ip', 'userAgent', 'body', 'headers', 'query', 'params', 'recipient', 'to'],
  ].map(plain),
);

/** What was found of names; the limit only guards against names that are made up. */
const judged = new Map<string, boolean>();
const judgedMax = 1_000;

function isSecret(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const found = secretNames.has(plain(name));
  if (judged.size < judgedMax) judged.set(name, found);
  return found;
}

const depthMax = 4;

/** Cuts out the values of fields with a secret name, four levels deep. */
export function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return redactObject(fields, 0);
}

function redactObject(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isSecret(name) ? redacted : redactValue(value, depth),
    ]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Left to the serializer, which knows how to tell them.
  if (value instanceof Error || value instanceof Date) return value;
  if (depth >= depthMax) return redacted;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return redactObject({ ...value }, depth + 1);
}

function plain(name: string): string {
  return name.replaceAll(/[-_]/g, '').toLowerCase();
}

// Each run of characters is looked at from its beginning only: tried from every character of it, a
// line with a run of 50,000 took nine seconds, in which nothing else ran.
// Each with a text that all its finds hold: most lines lack it, and looking for a text costs less.
const patterns: readonly (readonly [RegExp, string, string])[] = [
  [/(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+/g, redacted, '@'],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${redacted}`, ''],
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g, redacted, 'eyJ'],
  [/(\/carts\/)(?!:)[^/?"\s\\]+/g, `$1${redacted}`, '/carts/'],
  [/([?&;](?:[a-z]*token|key|code|signature)=)[^&"\s\\]+/gi, `$1${redacted}`, '='],
  [/(?<!\w)(\w+:\/\/[^:/\s"@]+:)[^@/\s"]+@/g, `$1${redacted}@`, '://'],
];

/**
 * The last look at a finished line: cuts out what can be told by its form, whatever its name, and
 * the fields of child loggers, which pino does not show to its formatters.
 */
export function redactLine(line: string): string {
  const named = line.replaceAll(/"([\w-]+)":"(?:[^"\\]|\\.)*"/g, (field, name: string) =>
    isSecret(name) ? `"${name}":"${redacted}"` : field,
  );
  return patterns.reduce(
    (text, [pattern, instead, held]) =>
      text.includes(held) ? text.replaceAll(pattern, instead) : text,
    named,
  );
}

/**
 * What of an error may be logged. PostgreSQL puts the row's values into `detail`, so it stays out;
 * `constraint` and `code` name the fault.
 */
export function describeError(error: unknown): unknown {
  return describe(error, 0);
}

function describe(error: unknown, depth: number): unknown {
  if (!(error instanceof Error)) return String(error);
  const found: Record<string, unknown> = {
    type: error.name,
    message: error.message,
    stack: error.stack,
  };
  for (const name of ['code', 'constraint', 'table', 'severity', 'routine', 'syscall'] as const) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'string') found[name] = value;
  }
  if (error.cause !== undefined && depth < depthMax) found.cause = describe(error.cause, depth + 1);
  return found;
}
