import { answerOf, done, orNothing } from '../api/problems.ts';
import { leaveFlash, type Visit } from '../browser/cookies.ts';
import { readForm } from '../browser/forms.ts';
import { seeOther } from '../browser/redirects.ts';
import { attempt, type Refused } from './attempt.ts';

/** What is shown once, while the second factor is being turned on. */
interface Enrolment {
  /** What the QR code holds. */
  uri: string;
  /** As people type it, in groups of four. */
  key: string;
  backupCodes: string[];
  problem?: string;
}

/** Asks for the key with the password, or turns the second factor on with the first code. */
export async function enrol(visit: Visit): Promise<Response | Refused | Enrolment> {
  const fields = await readForm(visit.request);
  if (fields.action !== 'confirm')
    return attempt(visit, fields, async () => {
      const password = fields.password ?? '';
      const answer = await visit.locals.shop.account('two-factor/enable', { password });
      return enrolmentOf(String(answer.totpURI), codesOf(answer.backupCodes));
    });
  const outcome = await attempt(visit, fields, async () => {
    const code = (fields.code ?? '').replaceAll(' ', '');
    await visit.locals.shop.account('two-factor/verify-totp', { code });
    leaveFlash(visit, { kind: 'notice', key: 'second-factor-on' });
    return seeOther('/account/security');
  });
  if (outcome instanceof Response) return outcome;
  const shown = enrolmentOf(fields.uri ?? '', (fields.backupCodes ?? '').split(' '));
  return { ...shown, problem: outcome.message };
}

/** Ends sessions, turns the second factor off, or makes new backup codes and answers them. */
export async function changeSecurity(visit: Visit): Promise<Response | Refused | string[]> {
  const fields = await readForm(visit.request);
  const { api, account } = visit.locals.shop;
  /** What is asked for once more while the second factor is on; apps show codes with a space. */
  const proof = { password: fields.password ?? '', code: (fields.code ?? '').replaceAll(' ', '') };
  switch (fields.action) {
    case 'end-session': {
      const path = { sessionId: fields.id ?? '' };
      // Gone already is gone: two tabs may end the same one.
      await orNothing(
        done(api.DELETE('/api/v1/me/sessions/{sessionId}', { params: { path } })),
        'not-found',
      );
      return noted(visit, 'session-ended');
    }
    case 'end-others':
      await done(api.DELETE('/api/v1/me/sessions'));
      return noted(visit, 'sessions-ended');
    case 'turn-off':
      return attempt(visit, fields, async () => {
        await account('two-factor/disable', proof);
        return noted(visit, 'second-factor-off');
      });
    case 'new-codes':
      return attempt(visit, fields, async () =>
        codesOf((await account('two-factor/generate-backup-codes', proof)).backupCodes),
      );
    default:
      return seeOther('/account/security');
  }
}

/** What the security page shows. */
export async function loadSecurity(visit: Visit) {
  const { api } = visit.locals.shop;
  const [profile, sessions] = await Promise.all([
    answerOf(api.GET('/api/v1/me')),
    answerOf(api.GET('/api/v1/me/sessions')),
  ]);
  return { profile, sessions: sessions.items };
}

function noted(visit: Visit, key: string): Response {
  leaveFlash(visit, { kind: 'notice', key });
  return seeOther('/account/security');
}

function enrolmentOf(uri: string, backupCodes: string[]): Enrolment {
  const secret = URL.canParse(uri) ? (new URL(uri).searchParams.get('secret') ?? '') : '';
  return { uri, key: secret.match(/.{1,4}/g)?.join(' ') ?? '', backupCodes };
}

const codesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
