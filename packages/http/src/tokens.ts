import type { Actor } from '@cartwright/contract';
import { ContractError } from '@cartwright/contract';
import { openOnce } from './open-once.ts';

/** Long enough for clock differences between machines, short enough to be useless when stolen. */
const lifeSeconds = 60;

/** Where all services run in one process, nothing is signed: loaded by the first call. */
const jose = openOnce(() => import('jose'));

/** Signs what one service says to another: who calls, for whom, to whom. */
export async function signInternalToken(
  key: Uint8Array,
  o: { caller: string; audience: string; actor: Actor },
): Promise<string> {
  const { SignJWT } = await jose.get();
  return new SignJWT({ actor: o.actor })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(o.caller)
    .setAudience(o.audience)
    .setIssuedAt()
    .setExpirationTime(`${lifeSeconds}s`)
    .sign(key);
}

/** Who calls and for whom; throws `sign-in-required` for every token that is not right. */
export async function verifyInternalToken(
  key: Uint8Array,
  audience: string,
  authorization: string | undefined,
): Promise<{ caller: string; actor: Actor }> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new ContractError('sign-in-required');
  const { jwtVerify } = await jose.get();
  try {
    const { payload } = await jwtVerify<{ actor: Actor }>(token, key, {
      audience,
      algorithms: ['HS256'],
      requiredClaims: ['iss', 'exp', 'actor'],
    });
    return { caller: payload.iss ?? '', actor: payload.actor };
  } catch (cause) {
    throw new ContractError('sign-in-required', { cause });
  }
}
