import type { OrderForMail } from '@cartwright/orders/contract';
import { formatMoment } from './format.ts';
import { html } from './html.ts';
import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { oneLine } from './one-line.ts';
import { type Block, orderHeading } from './order-parts.ts';
import { type Language, languageOf, words } from './words.ts';

type Withdrawal = OrderForMail['withdrawals'][number];

/** The receipt that the law asks for: what was declared, with the date and time of its arrival. */
export function withdrawalDeclaredMail(
  order: OrderForMail,
  withdrawal: Withdrawal,
  shopName: string,
): RenderedMail {
  const language = languageOf(order.locale);
  const say = words[language];
  const { lead, next } = say.withdrawn;
  const heading = orderHeading(order, language);
  const declared = declaredBlock(order, withdrawal, language);
  return layOut({
    language,
    shopName,
    subject: say.withdrawn.subject(order.number),
    title: say.withdrawn.title,
    button: { label: say.seeOrder, url: order.link },
    body: [heading.html, paragraph(lead), declared.html, paragraph(next)],
    text: [heading.text, lead, declared.text, next],
  });
}

/** The same for the shop, which has to act: without the link, which is the customer's alone. */
export function withdrawalToHandleMail(
  order: OrderForMail,
  withdrawal: Withdrawal,
  o: { language: Language; shopName: string },
): RenderedMail {
  const say = words[o.language];
  const { subject, title, lead, customer, next, footer } = say.toHandle;
  const declared = declaredBlock(order, withdrawal, o.language);
  const from = `${customer}: ${oneLine(order.email)}`;
  return layOut({
    ...o,
    subject: subject(order.number),
    title,
    footer,
    body: [paragraph(lead), declared.html, paragraph(from), paragraph(next)],
    text: [lead, declared.text, from, next],
  });
}

function declaredBlock(order: OrderForMail, withdrawal: Withdrawal, language: Language): Block {
  const say = words[language];
  const { received, name, contract, goods, allGoods } = say.withdrawn;
  const facts = [
    `${received}: ${formatMoment(withdrawal.declaredAt, language)}`,
    `${name}: ${oneLine(withdrawal.name)}`,
    `${contract}: ${say.orderNumber(order.number)}`,
    `${goods}: ${withdrawal.goods === null ? allGoods : oneLine(withdrawal.goods)}`,
  ];
  return {
    html: html`<p style="margin:0 0 16px">${facts.map((fact) => html`${fact}<br>`)}</p>
`,
    text: facts.join('\n'),
  };
}
