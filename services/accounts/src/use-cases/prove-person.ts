import { createOTP } from '@better-auth/utils/otp';
import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { symmetricDecrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Auth } from '../auth.ts';
import { countSignIn, forgetSignIns } from './limit-sign-ins.ts';
import { takeCode } from './take-code.ts';

interface Row {
  email: string;
  passwordHash: string | null;
  secret: string | null;
}

/**
 * Asks for password and second factor once more, before what cannot be taken back: a session alone
 * may be a browser that somebody left open. Guesses count like those at sign-in.
 * @throws ContractError `proof-refused`, `too-many-requests`
 */
export async function provePerson(
  o: { auth: Auth; db: Database; triesMax: number },
  shopperId: string,
  given: { password: string; code: string | undefined },
): Promise<void> {
  const { rows } = await sql<Row>`
    select u.email,
           a.password as "passwordHash",
           case when u."twoFactorEnabled" then f.secret end as secret
    from "user" u
    left join account a
      on a."userId" = u.id
     and a."providerId" = 'credential'
    left join "twoFactor" f
      on f."userId" = u.id
    where u.id = ${shopperId}
  `.execute(o.db);
  const [person] = rows;
  if (person === undefined) throw new ContractError('not-found');
  await countSignIn(o.db, { email: person.email, triesMax: o.triesMax });
  const { password } = await o.auth.$context;
  const hash = person.passwordHash;
  if (hash === null || !(await password.verify({ hash, password: given.password })))
    throw new ContractError('proof-refused', { data: { part: 'password' } });
  if (person.secret !== null && !(await holdsFactor(o, { shopperId, ...given }, person.secret)))
    throw new ContractError('proof-refused', { data: { part: 'code' } });
  await forgetSignIns(o.db, person.email);
}

/** A code of the authenticator app, or one of the backup codes. */
async function holdsFactor(
  { auth, db }: { auth: Auth; db: Database },
  { shopperId, code = '' }: { shopperId: string; code: string | undefined },
  encrypted: string,
): Promise<boolean> {
  if (/^\d{6}$/.test(code)) {
    if (!(await takeCode(db, shopperId, code))) return false;
    const { secretConfig } = await auth.$context;
    const secret = await symmetricDecrypt({ key: secretConfig, data: encrypted });
    return createOTP(secret, { digits: 6, period: 30 }).verify(code);
  }
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: shopperId } });
  return backupCodes.includes(code);
}
