import { traceAndLogTests } from './trace-and-logs.ts';

traceAndLogTests('whole');
