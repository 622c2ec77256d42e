import { openOnce } from '@cartwright/http';
import type { Deliver, OutgoingMail } from './deliver.ts';

// Mail servers may take their time to look at a mail, yet a try must end before its job does.
const connectMsMax = 10_000;
const silenceMsMax = 30_000;
/** Connections are kept and shared: servers take few at a time. */
export const mailConnectionsMax = 3;

/**
 * Sends through a mail server, such as `smtps://user:password@mail.example:465`. The same mail
 * always has the same Message-ID, so that a second copy can be told from a second mail.
 */
export function smtpDelivery(o: { url: string; from: string }): {
  deliver: Deliver;
  close: () => Promise<void>;
} {
  const opened = openOnce(() => openTransport(o.url));
  return {
    deliver: async (mail) => {
      const transport = await opened.get();
      try {
        await transport.sendMail(asMessage(mail, o.from));
        return { outcome: 'sent' };
      } catch (error) {
        const reason = refusalOf(error);
        if (reason === undefined) throw error;
        return { outcome: 'refused', reason };
      }
    },
    close: () => opened.close((transport) => transport.close()),
  };
}

async function openTransport(url: string) {
  // Loaded by the first mail: a shop without a mail server never needs it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections: mailConnectionsMax,
    connectionTimeout: connectMsMax,
    greetingTimeout: connectMsMax,
    socketTimeout: silenceMsMax,
    // Nothing in a mail may make the sender read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const asMessage = (mail: OutgoingMail, from: string) => ({
  from,
  // As an object the address is taken as it is, never parsed for further recipients.
  to: { name: '', address: mail.recipient },
  subject: mail.subject,
  html: mail.html,
  text: mail.text,
  messageId: mail.messageId,
  // RFC 3834: keeps other people's holiday notices from answering.
  headers: { 'Auto-Submitted': 'auto-generated' },
});

/**
 * What a 5xx answer says of us and not of the mail, by RFC 3463 and its registry: our address, what
 * we may send a day (as Google has it), how we sign in, and how our domain is signed and set up.
 * Servers often wait for the recipient or the mail before they say it. Other policies, as 5.7.1,
 * are mostly of one recipient or of one mail.
 */
const isOfUs = /^\d{3}[ -]5\.(?:1\.[78]|4\.5|7\.(?:[89]|14|2[0-7]))\b/;

/**
 * A 5xx answer to the recipient or the mail is final (RFC 5321, 4.2.1). One to us is not: an
 * account that is suspended or over its limit sends again when that has ended.
 */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('command' in error)) return undefined;
  if (error.command !== 'RCPT TO' && error.command !== 'DATA') return undefined;
  const response = 'response' in error ? String(error.response) : '';
  return response.startsWith('5') && !isOfUs.test(response) ? error.message : undefined;
}
