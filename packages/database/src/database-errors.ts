/** The parts of an error of node-postgres that we decide by. */
interface SqlError extends Error {
  code: string;
  constraint?: string;
}

const isSqlError = (error: unknown): error is SqlError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  isSqlError(error) && codes.includes(error.code);

const violates = (error: unknown, code: string, constraint: string | undefined): boolean =>
  isSqlError(error) &&
  error.code === code &&
  (constraint === undefined || error.constraint === constraint);

/** A row with this unique value exists already; name the constraint to be sure which. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  violates(error, '23505', constraint);
export const isForeignKeyViolation = (error: unknown, constraint?: string): boolean =>
  violates(error, '23503', constraint);

/** Two transactions met; running the loser again is right and is what `transaction` does. */
export const isSerializationFault = (error: unknown): boolean => hasCode(error, '40001', '40P01');
/** A lock was not free within `lockTimeoutMs`. */
export const isLockTimeout = (error: unknown): boolean => hasCode(error, '55P03');
/** The statement was ended by its time-out, or cancelled by an operator. */
const isStatementTimeout = (error: unknown): boolean => hasCode(error, '57014');
/**
 * The server has no connection, disk or memory left for us: class 53, and 58030 where the system
 * itself could not write. It says nothing about the statement, which may pass when there is room.
 */
export const isOutOfResources = (error: unknown): boolean =>
  isSqlError(error) && /^(53...|58030)$/.test(error.code);

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** Of Kysely and of the pool, once this process has closed them: it stops. */
const closedMessages = [
  'driver has already been destroyed',
  'Cannot use a pool after calling end on the pool',
];
// node-postgres and its pool raise these without a code.
const faultMessages = [
  ...closedMessages,
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error',
  'Client was closed',
];

/**
 * The server could not be reached, went away, or is starting. When it happens at a commit, nobody
 * knows whether the work was done: repeat it only under a key that makes a repeat harmless.
 */
export function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isSqlError(error)) {
    // Class 08; 57P01-57P03 shutdown, crash and start-up; 57P05 idle session; 25P03 idle in
    // transaction: each ends the connection.
    if (/^(08...|57P0[1235]|25P03)$/.test(error.code)) return true;
    if (socketCodes.has(error.code)) return true;
  }
  if (error instanceof AggregateError) return error.errors.some(isConnectionFault);
  return faultMessages.some((message) => error.message.includes(message));
}

/**
 * A connection fault by which no connection was had at all, so that no statement went out. Told by
 * what only an attempt to connect can meet; of all others the statement may have been carried out.
 */
export function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every(wasNeverSent);
  // 08001 is ours for a server that stands still, 57P03 the word of one that is starting.
  if (hasCode(error, 'ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', '08001', '57P03'))
    return true;
  return ['timeout exceeded when trying to connect', ...closedMessages].some((message) =>
    error.message.includes(message),
  );
}

/** The server takes no connections yet: it starts, and after a crash it recovers first. */
export const isStarting = (error: unknown): boolean => hasCode(error, '57P03');

/** The database cannot serve now and may later: answer 503, and nothing about the reason. */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  isConnectionFault(error) ||
  isOutOfResources(error) ||
  isLockTimeout(error) ||
  isStatementTimeout(error);
