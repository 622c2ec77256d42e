import { ContractError } from '@cartwright/contract';
import { backgroundContext } from '@cartwright/http';
import type { NotificationsParts } from '../notifications-parts.ts';
import type { StoredMail } from '../store/mail-rows.ts';
import { accountMail } from '../templates/account-mail.ts';
import { fulfilmentCreatedMail } from '../templates/fulfilment-created.ts';
import type { RenderedMail } from '../templates/layout.ts';
import { orderCancelledMail } from '../templates/order-cancelled.ts';
import { orderPlacedMail } from '../templates/order-placed.ts';
import { orderRefundedMail } from '../templates/order-refunded.ts';
import {
  withdrawalDeclaredMail,
  withdrawalToHandleMail,
} from '../templates/withdrawal-declared.ts';
import { languageOf } from '../templates/words.ts';

export type RenderParts = Pick<
  NotificationsParts,
  'orders' | 'accounts' | 'shopName' | 'shopEmail' | 'shopLanguage'
>;

/** What a mail is about. */
type Matter = Pick<StoredMail, 'kind' | 'aboutId' | 'partId'>;

/** Asks the owner of the matter what the mail must say, and to whom, and writes it. */
export async function renderMail(
  parts: RenderParts,
  mail: Matter,
): Promise<RenderedMail & { recipient: string }> {
  const context = backgroundContext({ timeoutMs: 10_000 });
  switch (mail.kind) {
    case 'order-placed':
    case 'order-cancelled':
    case 'fulfilment-created':
    case 'order-refunded':
    case 'withdrawal-declared': {
      const input = { params: { orderId: mail.aboutId } };
      const { body: order } = await parts.orders.getForMail(input, context);
      const rendered = renderOrderMail(mail, order, parts.shopName);
      return { ...rendered, recipient: order.email };
    }
    case 'withdrawal-to-handle': {
      // The setting was taken away since the mail was asked for.
      if (parts.shopEmail === undefined) throw new ContractError('not-found');
      const input = { params: { orderId: mail.aboutId } };
      const { body: order } = await parts.orders.getForMail(input, context);
      const { shopLanguage: language, shopName, shopEmail: recipient } = parts;
      const withdrawal = withdrawalOf(order, mail);
      return { ...withdrawalToHandleMail(order, withdrawal, { language, shopName }), recipient };
    }
    default: {
      const input = { params: { mailId: mail.aboutId } };
      const { body } = await parts.accounts.getMail(input, context);
      const language = languageOf(body.locale ?? '', parts.shopLanguage);
      const rendered = accountMail(body, language, parts.shopName);
      return { ...rendered, recipient: body.email };
    }
  }
}

type OrderForMail = Parameters<typeof orderPlacedMail>[0];

function renderOrderMail(mail: Matter, order: OrderForMail, shopName: string): RenderedMail {
  if (mail.kind === 'order-placed') return orderPlacedMail(order, shopName);
  if (mail.kind === 'order-cancelled') return orderCancelledMail(order, shopName);
  if (mail.kind === 'fulfilment-created') {
    const fulfilment = order.fulfilments.find(({ id }) => id === mail.partId);
    if (fulfilment !== undefined) return fulfilmentCreatedMail(order, fulfilment, shopName);
  }
  if (mail.kind === 'withdrawal-declared')
    return withdrawalDeclaredMail(order, withdrawalOf(order, mail), shopName);
  const refund = order.refunds.find(({ id }) => id === mail.partId);
  if (refund !== undefined) return orderRefundedMail(order, refund, shopName);
  throw notShown(order, mail);
}

function withdrawalOf(order: OrderForMail, mail: Matter): OrderForMail['withdrawals'][number] {
  const withdrawal = order.withdrawals.find(({ id }) => id === mail.partId);
  if (withdrawal === undefined) throw notShown(order, mail);
  return withdrawal;
}

const notShown = (order: OrderForMail, mail: Matter): Error =>
  new Error(`Order ${order.id} does not show ${mail.kind} ${mail.partId ?? ''}`);
