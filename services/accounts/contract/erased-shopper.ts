import {
  type CallContext,
  type Client,
  type ContractDefinition,
  orNothing,
} from '@cartwright/contract';
import type { accountsRoutes } from './api.ts';

type Accounts = Client<ContractDefinition & { routes: typeof accountsRoutes }>;

/**
 * The address under which an erased shopper's traces as a guest are found. Null when it was never
 * verified, because anybody could have typed it, and once every service has told that it forgot.
 */
export async function verifiedEmailOfErased(
  accounts: Pick<Accounts, 'getErasure'>,
  shopperId: string,
  context: CallContext,
): Promise<string | null> {
  const erasure = await orNothing(
    accounts.getErasure({ params: { shopperId } }, context),
    'not-found',
  );
  return erasure?.body.emailVerified === true ? erasure.body.email : null;
}
