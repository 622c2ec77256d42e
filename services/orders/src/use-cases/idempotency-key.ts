import { ContractError, type RequestContext } from '@cartwright/contract';

/**
 * The caller's key, with who he is: two people's keys never meet.
 * @throws ContractError `idempotency-key-missing`
 */
export function keyOf({ actor, idempotencyKey }: RequestContext): string {
  if (idempotencyKey === undefined) throw new ContractError('idempotency-key-missing');
  const id = 'id' in actor ? actor.id : '';
  return `${actor.kind}:${id}:${idempotencyKey}`;
}

/** Of what is done to something: an id is the same one in capitals too. */
export const scopeOf = (deed: string, id: string): string => `${deed}:${id.toLowerCase()}`;
