import { traceAndLogTests } from './trace-and-logs.ts';

traceAndLogTests('split');
