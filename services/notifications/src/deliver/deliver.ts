/** A mail as it goes out. */
export interface OutgoingMail {
  messageId: string;
  recipient: string;
  subject: string;
  html: string;
  text: string;
}

/**
 * What became of a mail: the mail server took it (`sent`), it stays with us because there is no
 * mail server (`kept`), or the mail server will never take it (`refused`). Throws when a later try
 * may help.
 */
export type Delivery =
  | { outcome: 'sent' }
  | { outcome: 'kept' }
  | { outcome: 'refused'; reason: string };

export type Deliver = (mail: OutgoingMail) => Promise<Delivery>;

/** Without a mail server every mail stays in the table, for the development mailbox. */
export const keepInMailbox: Deliver = async () => ({ outcome: 'kept' });
