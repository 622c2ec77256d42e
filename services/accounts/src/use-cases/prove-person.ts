import { createOTP } from '@better-auth/utils/otp';
import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { AuthContext } from 'better-auth';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import { countSignIn, forgetSignIns } from './limit-sign-ins.ts';
import { takeCode } from './take-code.ts';

/** How better-auth checks passwords and reads keys. */
interface Keys {
  password: Pick<AuthContext['password'], 'verify'>;
  secretConfig: AuthContext['secretConfig'];
}

interface Parts {
  db: Database;
  keys: Keys;
  /** Most tries to prove who one is. */
  triesMax: number;
}

interface Factor {
  secret: string;
  backupCodes: string;
}

interface Row {
  email: string;
  passwordHash: string | null;
  isFactorOn: boolean;
  secret: string | null;
  backupCodes: string | null;
}

/**
 * Asks for the password once more, and for a code while the second factor is on: a session alone
 * may be a browser that somebody left open. Guesses count like those at sign-in, and as there only
 * password and code together make them forgotten.
 * @throws ContractError `proof-refused`, `too-many-requests`
 */
export async function provePerson(
  parts: Parts,
  shopperId: string,
  given: { password: string; code: string | undefined },
): Promise<void> {
  const { rows } = await sql<Row>`
    select u.email,
           u."twoFactorEnabled" as "isFactorOn",
           a.password as "passwordHash",
           f.secret,
           f."backupCodes"
    from "user" u
    left join account a
      on a."userId" = u.id
     and a."providerId" = 'credential'
    left join "twoFactor" f
      on f."userId" = u.id
    where u.id = ${shopperId}
  `.execute(parts.db);
  const [person] = rows;
  if (person === undefined) throw new ContractError('not-found');
  await countSignIn(parts.db, { email: person.email, triesMax: parts.triesMax });
  const { passwordHash: hash, secret, backupCodes } = person;
  if (hash === null || !(await parts.keys.password.verify({ hash, password: given.password })))
    throw new ContractError('proof-refused', { data: { part: 'password' } });
  if (person.isFactorOn) {
    const factor = { secret: secret ?? '', backupCodes: backupCodes ?? '' };
    await demandCode(parts, { shopperId, code: given.code ?? '' }, factor);
  }
  await forgetSignIns(parts.db, person.email);
}

/** A code of the authenticator app, or one of the backup codes; each counts once. */
async function demandCode(
  { db, keys }: Parts,
  o: { shopperId: string; code: string },
  factor: Factor,
): Promise<void> {
  if (!/^\d{6}$/.test(o.code)) return takeBackupCode({ db, keys }, o, factor.backupCodes);
  if (!(await takeCode(db, o.shopperId, o.code)))
    throw new ContractError('proof-refused', { data: { part: 'used-code' } });
  const secret = await symmetricDecrypt({ key: keys.secretConfig, data: factor.secret });
  if (!(await createOTP(secret, { digits: 6, period: 30 }).verify(o.code))) throw wrongCode();
}

async function takeBackupCode(
  { db, keys }: { db: Database; keys: Keys },
  { shopperId, code }: { shopperId: string; code: string },
  encrypted: string,
): Promise<void> {
  const key = keys.secretConfig;
  const codes: unknown = JSON.parse(await symmetricDecrypt({ key, data: encrypted }));
  if (!Array.isArray(codes) || !codes.includes(code)) throw wrongCode();
  const left = JSON.stringify(codes.filter((one) => one !== code));
  // Of two who present a code at the same moment only one finds the list as it was read.
  const { numAffectedRows } = await sql`
    update "twoFactor"
    set "backupCodes" = ${await symmetricEncrypt({ key, data: left })}
    where "userId" = ${shopperId}
      and "backupCodes" = ${encrypted}
  `.execute(db);
  if (numAffectedRows !== 1n) throw wrongCode();
}

const wrongCode = (): ContractError =>
  new ContractError('proof-refused', { data: { part: 'code' } });
