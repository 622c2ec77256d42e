import { accountsContract } from '@cartwright/accounts/contract';
import { type HeardEvent, type Subscription, subscribe } from '@cartwright/events';
import { ordersContract } from '@cartwright/orders/contract';
import type { MailKind } from '../../contract/api.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import { requestMail } from '../use-cases/request-mail.ts';

const { orderPlaced, orderCancelled, fulfilmentCreated, orderRefunded } = ordersContract.events;
const { mailRequested } = accountsContract.events;

/** Which events lead to which mails. */
export function onMailWanted(
  parts: Pick<NotificationsParts, 'jobs' | 'messageHost'>,
): Subscription[] {
  const mailOf = (event: Pick<HeardEvent, 'id'>, kind: MailKind, aboutId: string) => ({
    kind,
    aboutId,
    partId: null,
    eventId: event.id,
    resendOf: null,
  });
  return [
    subscribe(orderPlaced, async (tx, event) => {
      await requestMail(parts, tx, mailOf(event, 'order-placed', event.data.orderId));
    }),
    subscribe(orderCancelled, async (tx, event) => {
      await requestMail(parts, tx, mailOf(event, 'order-cancelled', event.data.orderId));
    }),
    subscribe(fulfilmentCreated, async (tx, event) => {
      const mail = mailOf(event, 'fulfilment-created', event.data.orderId);
      await requestMail(parts, tx, { ...mail, partId: event.data.fulfilmentId });
    }),
    subscribe(orderRefunded, async (tx, event) => {
      const mail = mailOf(event, 'order-refunded', event.data.orderId);
      await requestMail(parts, tx, { ...mail, partId: event.data.refundId });
    }),
    subscribe(mailRequested, async (tx, event) => {
      await requestMail(parts, tx, mailOf(event, event.data.kind, event.data.mailId));
    }),
  ];
}
