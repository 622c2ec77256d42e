import { answerOf, isProblem } from '../api/problems.ts';
import { openShop } from '../api/shop.ts';
import { cartIdOf, leaveFlash, rememberCart, type Visit } from '../browser/cookies.ts';
import { readForm } from '../browser/forms.ts';
import { localPath, seeOther } from '../browser/redirects.ts';
import { attempt, type Refused } from './attempt.ts';
import { forgetShopper } from './forget-shopper.ts';

export async function signIn(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  return attempt(visit, fields, async () => {
    const next = localPath(fields.next, '/account');
    const { twoFactorRedirect } = await visit.locals.shop.account('sign-in/email', {
      email: fields.email ?? '',
      password: fields.password ?? '',
    });
    if (twoFactorRedirect === true)
      return seeOther(`/sign-in/code?next=${encodeURIComponent(next)}`);
    return welcome(visit, next);
  });
}

/** The second step of signing in, where the account asks for it. */
export async function presentCode(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  const { code = '', kind } = fields;
  return attempt(visit, fields, async () => {
    await (kind === 'backup'
      ? visit.locals.shop.account('two-factor/verify-backup-code', { code })
      : visit.locals.shop.account('two-factor/verify-totp', { code: code.replaceAll(' ', '') }));
    return welcome(visit, localPath(fields.next, '/account'));
  });
}

async function welcome(visit: Visit, next: string): Promise<Response> {
  await mergeCart(visit);
  leaveFlash(visit, { kind: 'notice', key: 'signed-in' });
  return seeOther(next);
}

export async function register(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  return attempt(visit, fields, async () => {
    await visit.locals.shop.account('sign-up/email', {
      email: fields.email ?? '',
      password: fields.password ?? '',
      name: fields.name ?? '',
      callbackURL: visit.locals.language.to('/account/verified'),
    });
    await mergeCart(visit);
    leaveFlash(visit, { kind: 'notice', key: 'registered' });
    return seeOther(localPath(fields.next, '/account'));
  });
}

/** The cart stays with the account; this browser may belong to someone else next. */
export async function signOut(visit: Visit): Promise<Response> {
  await visit.locals.shop.account('sign-out', {});
  return forgetShopper(visit, 'signed-out');
}

/** Answers the same whether the address is known or not. */
export async function requestReset(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  return attempt(visit, fields, async () => {
    await visit.locals.shop.account('request-password-reset', {
      email: fields.email ?? '',
      redirectTo: visit.locals.language.to('/reset-password'),
    });
    leaveFlash(visit, { kind: 'notice', key: 'mail-sent' });
    return seeOther('/sign-in');
  });
}

export async function resetPassword(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  return attempt(visit, fields, async () => {
    await visit.locals.shop.account('reset-password', {
      token: fields.token ?? '',
      newPassword: fields.password ?? '',
    });
    leaveFlash(visit, { kind: 'notice', key: 'password-set' });
    return seeOther('/sign-in');
  });
}

export async function joinStaff(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  return attempt(visit, fields, async () => {
    await answerOf(
      visit.locals.shop.api.POST('/api/v1/staff/invitations/accept', {
        body: {
          token: fields.token ?? '',
          email: fields.email ?? '',
          name: fields.name ?? '',
          password: fields.password ?? '',
        },
      }),
    );
    leaveFlash(visit, { kind: 'notice', key: 'staff-joined' });
    return seeOther('/sign-in');
  });
}

/** What a guest has put in the cart becomes the shopper's, or the shopper's cart comes back. */
async function mergeCart(visit: Visit): Promise<void> {
  const { host } = visit.locals;
  const shop = openShop(withNewSession(visit), host);
  const cartId = cartIdOf(visit);
  try {
    const cart = await answerOf(
      cartId === undefined
        ? shop.api.GET('/api/v1/me/cart')
        : shop.api.PUT('/api/v1/me/cart', { body: { cartId } }),
    );
    rememberCart(visit, cart);
  } catch (error) {
    // Signed in all the same: a cart that is being ordered, or a staff account, keeps its own way.
    if (!isProblem(error) || error.status >= 500) throw error;
  }
}

/** The request as the browser will send it next: with the session that sign-in has just set. */
function withNewSession(visit: Visit): Request {
  const set = visit.locals.shop.setCookies.map((cookie) => cookie.split(';', 1)[0] ?? '');
  const headers = new Headers({ cookie: set.join('; ') });
  const userAgent = visit.request.headers.get('user-agent');
  if (userAgent !== null) headers.set('user-agent', userAgent);
  return new Request(visit.url, { headers });
}
