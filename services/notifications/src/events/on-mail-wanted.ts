import { accountsContract } from '@cartwright/accounts/contract';
import type { EventDefinition } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import { type HeardEvent, type Subscription, subscribeInBatches } from '@cartwright/events';
import { ordersContract } from '@cartwright/orders/contract';
import type { MailKind } from '../../contract/api.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import type { DB } from '../store/tables.generated.ts';
import { requestMails } from '../use-cases/request-mails.ts';

const { orderPlaced, orderCancelled, fulfilmentCreated, orderRefunded, withdrawalDeclared } =
  ordersContract.events;
const { mailRequested } = accountsContract.events;

/** Which events lead to which mails. */
export function onMailWanted(
  parts: Pick<NotificationsParts, 'jobs' | 'messageHost' | 'shopEmail'>,
): Subscription[] {
  /** Mails that come in crowds are written together; the others come one by one. */
  const subscribeTo = <E extends EventDefinition>(
    definition: E,
    ...mailsOf: ((event: HeardEvent<E>) => { kind: MailKind; aboutId: string; partId?: string })[]
  ): Subscription =>
    subscribeInBatches(definition, async (tx: Tx<DB>, events) => {
      await requestMails(
        parts,
        tx,
        events.flatMap((event) =>
          mailsOf.map((mailOf) => ({
            partId: null,
            ...mailOf(event),
            eventId: event.id,
            resendOf: null,
            traceparent: event.traceparent,
          })),
        ),
      );
    });
  const withdrawalMails: MailKind[] = ['withdrawal-declared'];
  if (parts.shopEmail !== undefined) withdrawalMails.push('withdrawal-to-handle');
  return [
    subscribeTo(orderPlaced, ({ data }) => ({ kind: 'order-placed', aboutId: data.orderId })),
    subscribeTo(orderCancelled, ({ data }) => ({
      kind: 'order-cancelled',
      aboutId: data.orderId,
    })),
    subscribeTo(fulfilmentCreated, ({ data: { orderId: aboutId, fulfilmentId: partId } }) => ({
      kind: 'fulfilment-created',
      aboutId,
      partId,
    })),
    subscribeTo(orderRefunded, ({ data: { orderId: aboutId, refundId: partId } }) => ({
      kind: 'order-refunded',
      aboutId,
      partId,
    })),
    subscribeTo(
      withdrawalDeclared,
      ...withdrawalMails.map((kind) => ({ data }: HeardEvent<typeof withdrawalDeclared>) => ({
        kind,
        aboutId: data.orderId,
        partId: data.withdrawalId,
      })),
    ),
    subscribeTo(mailRequested, ({ data: { kind, mailId } }) => ({ kind, aboutId: mailId })),
  ];
}
