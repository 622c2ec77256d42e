import type { OrderForMail } from '@cartwright/orders/contract';
import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { linesBlock, orderHeading } from './order-parts.ts';
import { languageOf, words } from './words.ts';

/** Tells which lines of an order will not come. */
export function orderCancelledMail(order: OrderForMail, shopName: string): RenderedMail {
  const language = languageOf(order.locale);
  const say = words[language];
  const heading = orderHeading(order, language);
  const cancelled = order.lines
    .filter((line) => line.cancelledQuantity > 0)
    .map((line) => ({ ...line, quantity: line.cancelledQuantity }));
  const lines = linesBlock(
    cancelled.map(({ title, options, quantity }) => ({ title, options, quantity })),
    language,
  );
  return layOut({
    language,
    shopName,
    subject: say.cancelled.subject(order.number),
    title: say.cancelled.title,
    button: { label: say.seeOrder, url: order.link },
    body: [heading.html, paragraph(say.cancelled.lead), lines.html],
    text: [heading.text, say.cancelled.lead, lines.text],
  });
}
