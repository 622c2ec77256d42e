import { type Actor, ContractError, type RouteDefinition } from '@cartwright/contract';

/** Whether an actor's scopes hold one; the owner's `*` holds all, `x:write` holds `x:read`. */
function holdsScope(scopes: readonly string[], wanted: string): boolean {
  const write = wanted.replace(/:read$/, ':write');
  return scopes.includes('*') || scopes.includes(wanted) || scopes.includes(write);
}

/**
 * The rule of who may call, the same for the gateway and for a service's own port. Throws
 * `sign-in-required` or `not-allowed`.
 */
export function checkAccess(route: RouteDefinition, call: { caller: string; actor: Actor }): void {
  const { access } = route;
  if (access.kind === 'internal') {
    const isCaller = access.callers.includes('*') || access.callers.includes(call.caller);
    if (!isCaller) throw new ContractError('not-allowed');
    return;
  }
  if (call.caller !== 'gateway') throw new ContractError('not-allowed');
  if (access.who === 'anyone') return;
  const { actor } = call;
  if (actor.kind === 'anonymous') throw new ContractError('sign-in-required');
  if (access.who === 'shopper') {
    if (actor.kind !== 'shopper') throw new ContractError('not-allowed');
    return;
  }
  const isStaff = actor.kind === 'staff' || actor.kind === 'api-key';
  if (!isStaff || !holdsScope(actor.scopes, access.scope)) throw new ContractError('not-allowed');
}

/** Keys are printable and short: they are stored with the answer. */
export function checkIdempotencyKey(route: RouteDefinition, key: string | undefined): void {
  if (key === undefined) {
    if (route.idempotencyKey === 'required') throw new ContractError('idempotency-key-missing');
    return;
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new ContractError('malformed-request', {
      detail: 'Idempotency-Key must be 1 to 200 printable characters without spaces',
    });
}
