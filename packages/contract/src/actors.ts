import { ContractError } from './errors.ts';
import type { Actor } from './routes.ts';

/** An actor in one text, as scopes of keys and entries of ledgers name him. */
export const actorName = (actor: Actor): string =>
  'id' in actor ? `${actor.kind}:${actor.id}` : actor.kind;

/** @throws ContractError `sign-in-required` where no shopper acts */
export function shopperIdOf({ actor }: { actor: Actor }): string {
  if (actor.kind !== 'shopper') throw new ContractError('sign-in-required');
  return actor.id;
}
