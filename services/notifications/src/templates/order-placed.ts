import type { OrderForMail } from '@cartwright/orders/contract';
import { formatDate, formatMoney } from './format.ts';
import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { addressBlock, linesBlock, orderHeading, totalsBlock } from './order-parts.ts';
import { languageOf, words } from './words.ts';

/** Confirms an order to its customer. */
export function orderPlacedMail(order: OrderForMail, shopName: string): RenderedMail {
  const language = languageOf(order.locale);
  const say = words[language];
  const lead = say.placed.lead(formatDate(order.createdAt, language));
  const heading = orderHeading(order, language);
  // Before discounts, so that they add up to the subtotal below them.
  const lines = order.lines.map((line) => ({
    ...line,
    amount: formatMoney(
      { ...line.unitPrice, amount: line.unitPrice.amount * line.quantity },
      language,
    ),
  }));
  const blocks = [
    linesBlock(lines, language),
    totalsBlock(order, language),
    addressBlock(order, language),
  ];
  return layOut({
    language,
    shopName,
    subject: say.placed.subject(order.number),
    title: say.placed.title,
    button: { label: say.seeOrder, url: order.link },
    body: [heading.html, paragraph(lead), ...blocks.map((block) => block.html)],
    text: [heading.text, lead, ...blocks.map((block) => block.text)],
  });
}
