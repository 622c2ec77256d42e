import type { OrderForMail } from '@cartwright/orders/contract';
import { formatMoney } from './format.ts';
import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { orderHeading } from './order-parts.ts';
import { languageOf, words } from './words.ts';

/** Tells that money has gone back. */
export function orderRefundedMail(
  order: OrderForMail,
  refund: OrderForMail['refunds'][number],
  shopName: string,
): RenderedMail {
  const language = languageOf(order.locale);
  const say = words[language];
  const heading = orderHeading(order, language);
  const lead = say.refunded.lead(formatMoney(refund.amount, language));
  return layOut({
    language,
    shopName,
    subject: say.refunded.subject(order.number),
    title: say.refunded.title,
    button: { label: say.seeOrder, url: order.link },
    body: [heading.html, paragraph(lead)],
    text: [heading.text, lead],
  });
}
