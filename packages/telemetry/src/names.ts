/**
 * Names of spans that are not calls. A call's span is named by its contract: `orders.place`.
 */
export const spanNames = {
  hearEvent: 'hear event',
  runJob: 'run job',
  askProvider: 'ask payment provider',
} as const;

/**
 * Every attribute that our own spans may carry: ids, names from contracts, and counts. A cart's id
 * opens the cart, so it is not among them, and neither is anything about a person.
 */
export const spanAttributes = {
  publisher: 'cartwright.publisher',
  eventId: 'cartwright.event.id',
  eventType: 'cartwright.event.type',
  jobName: 'cartwright.job.name',
  jobId: 'cartwright.job.id',
  jobTry: 'cartwright.job.try',
  batchSize: 'cartwright.batch.size',
  httpMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
} as const;

type SpanAttributeName = (typeof spanAttributes)[keyof typeof spanAttributes];
export type SpanAttributes = Partial<Record<SpanAttributeName, string | number | boolean>>;

/** Attributes set by instrumentations that are let through; everything else is cut off. */
export const foreignAttributes: readonly string[] = [
  'db.system.name',
  'db.namespace',
  // The text has placeholders: values travel apart from it.
  'db.query.text',
  'db.postgresql.plan',
  'server.address',
  'server.port',
  'error.type',
];
