import {
  type ContractDefinition,
  ContractError,
  commonErrors,
  type ErrorDefinition,
  isContractError,
  type RouteDefinition,
} from '@cartwright/contract';
import { isDatabaseUnavailable } from '@cartwright/database';
import { isOverload, retryAfterOf } from './load-shedding.ts';

interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: readonly { pointer: string; message: string }[];
  [member: string]: unknown;
}

const common: Readonly<Record<string, ErrorDefinition>> = commonErrors;

/**
 * What may leave a service: refusals that the route declares and common ones pass; every fault
 * becomes a neutral code, so that no message of ours or of a library is ever shown.
 */
export function neutralise(
  error: unknown,
  contract: ContractDefinition,
  route: RouteDefinition,
): ContractError {
  if (isContractError(error)) {
    if (error.code in common || route.errors.includes(error.code)) return error;
    return new ContractError('internal-error', { cause: error });
  }
  if (isDatabaseUnavailable(error)) return new ContractError('unavailable', { cause: error });
  return new ContractError('internal-error', {
    cause: new Error(`${contract.service}: ${route.method} ${route.path} failed`, { cause: error }),
  });
}

/** Faults want a line in the log; refusals are ordinary answers, also those of too much work. */
export const isFault = (error: ContractError): boolean =>
  error.code === 'internal-error' || (error.code === 'unavailable' && !isOverload(error));

/** The one place where codes become HTTP. */
export function toProblem(error: ContractError, contract?: ContractDefinition): ProblemDocument {
  const definition = contract?.errors[error.code] ?? common[error.code];
  if (definition === undefined) return toProblem(new ContractError('internal-error'));
  const hasDetail = error.message !== error.code && !isFault(error);
  return {
    ...error.data,
    type: `urn:cartwright:problem:${error.code}`,
    title: definition.title,
    status: definition.status,
    code: error.code,
    ...(hasDetail ? { detail: error.message } : {}),
    ...(error.problems.length > 0 ? { errors: error.problems } : {}),
  };
}

/** The headers of an answer that is this document. */
export const problemHeaders = (
  { status }: ProblemDocument,
  error: ContractError,
): Record<string, string> => ({
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  ...(status === 503 || status === 429 ? { 'retry-after': retryAfterOf(error) } : {}),
});

const documentMembers = new Set(['type', 'title', 'status', 'code', 'detail', 'errors']);

/** Reads a problem document that a service answered; anything unclear is a fault. */
export function fromProblem(
  document: unknown,
  contract: ContractDefinition,
  route: RouteDefinition,
): ContractError {
  if (typeof document !== 'object' || document === null || !('code' in document))
    return new ContractError('internal-error');
  const members = Object.entries(document);
  const problem = Object.fromEntries(members);
  const data = Object.fromEntries(members.filter(([name]) => !documentMembers.has(name)));
  const error = new ContractError(String(problem.code), {
    data,
    ...(typeof problem.detail === 'string' ? { detail: problem.detail } : {}),
    ...(Array.isArray(problem.errors) ? { problems: problem.errors } : {}),
  });
  return neutralise(error, contract, route);
}
