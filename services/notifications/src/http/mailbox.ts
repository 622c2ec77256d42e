import type { IncomingMessage, ServerResponse } from 'node:http';
import { isId, orNothing } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { Logger } from '@cartwright/telemetry';
import { findKeptMail, type KeptMailToShow, listKeptMails } from '../queries/kept-mails.ts';
import type { DB } from '../store/tables.generated.ts';
import { type RenderParts, renderMail } from '../use-cases/render-mail.ts';
import { listPage, mailPage } from './mailbox-pages.ts';

type Parts = RenderParts & { db: Database<DB> };

interface Page {
  status: number;
  type: string;
  policy: string;
  body: string;
}

const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'";
// The mail cannot run anything; its links open in a page of their own.
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox';

/**
 * The development mailbox: every mail that was kept, links for new passwords among them. So it is
 * closed where mails are really sent and in production, and answers this machine alone, under its
 * own names: a page of a stranger, seen on this machine, may point a name of his at the shop.
 */
export const mailbox =
  (o: Parts & { log: Pick<Logger, 'error'>; isOpen: boolean }) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const isShown = o.isOpen && isFromThisMachine(request) && asksThisMachine(request);
    const answer = isShown ? answerTo(o, request) : Promise.resolve(notFound);
    answer.then(
      (page) => send(response, page),
      (error: unknown) => {
        o.log.error({ err: error }, 'the mailbox could not be shown');
        send(response, { ...notFound, status: 500, body: 'Something went wrong on our side\n' });
      },
    );
  };

/** By the address that the server saw: it writes this header over whatever a client sends. */
const isFromThisMachine = (request: IncomingMessage): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(String(request.headers['cartwright-client-address'] ?? ''));

const asksThisMachine = ({ headers }: IncomingMessage): boolean => {
  const address = `http://${headers.host}`;
  return URL.canParse(address) && isLoopbackName(new URL(address).hostname);
};

export const isLoopbackName = (hostname: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

const notFound: Page = {
  status: 404,
  type: 'text/plain',
  policy: pagePolicy,
  body: 'There is no such mail\n',
};

/** `/mailbox`, `/mailbox?to=`, `/mailbox/ID`, and its two parts: `/html` and `/text`. */
async function answerTo(parts: Parts, request: IncomingMessage): Promise<Page> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mailbox');
  if (request.method !== 'GET' && request.method !== 'HEAD') return notFound;
  const [, mailId, part] = /^\/mailbox\/([0-9a-f-]{36})(?:\/(html|text))?$/.exec(pathname) ?? [];
  const shown = { status: 200, type: 'text/html', policy: pagePolicy };
  if (mailId === undefined) {
    if (!/^\/mailbox\/?$/.test(pathname)) return notFound;
    return { ...shown, body: listPage(await listKeptMails(parts.db, searchParams.get('to'))) };
  }
  const mail = isId(mailId) ? await findKeptMail(parts.db, mailId) : undefined;
  if (mail === undefined) return notFound;
  const content = await contentOf(parts, mail);
  if (content === undefined) return notFound;
  if (part === 'html') return { ...shown, policy: mailPolicy, body: content.html };
  if (part === 'text') return { ...shown, type: 'text/plain', body: content.text };
  return { ...shown, body: mailPage({ ...mail, text: content.text }) };
}

/** Undefined when what the mail tells of was erased since. */
async function contentOf(
  parts: Parts,
  mail: KeptMailToShow,
): Promise<{ html: string; text: string } | undefined> {
  const { html, text } = mail;
  if (html !== null && text !== null) return { html, text };
  return orNothing(renderMail(parts, mail), 'not-found');
}

function send(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, {
    'content-type': `${page.type}; charset=utf-8`,
    'content-security-policy': page.policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(page.body);
}
