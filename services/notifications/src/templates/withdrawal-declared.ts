import type { OrderForMail } from '@cartwright/orders/contract';
import { formatMoment } from './format.ts';
import { html } from './html.ts';
import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { oneLine } from './one-line.ts';
import { orderHeading } from './order-parts.ts';
import { languageOf, words } from './words.ts';

/** The receipt that the law asks for: what was declared, with the date and time of its arrival. */
export function withdrawalDeclaredMail(
  order: OrderForMail,
  withdrawal: NonNullable<OrderForMail['withdrawal']>,
  shopName: string,
): RenderedMail {
  const language = languageOf(order.locale);
  const say = words[language];
  const { lead, received, name, contract, goods, allGoods, next } = say.withdrawn;
  const heading = orderHeading(order, language);
  const facts = [
    `${received}: ${formatMoment(withdrawal.declaredAt, language)}`,
    `${name}: ${oneLine(withdrawal.name)}`,
    `${contract}: ${say.orderNumber(order.number)}`,
    `${goods}: ${withdrawal.goods === null ? allGoods : oneLine(withdrawal.goods)}`,
  ];
  return layOut({
    language,
    shopName,
    subject: say.withdrawn.subject(order.number),
    title: say.withdrawn.title,
    button: { label: say.seeOrder, url: order.link },
    body: [
      heading.html,
      paragraph(lead),
      html`<p style="margin:0 0 16px">${facts.map((fact) => html`${fact}<br>`)}</p>
`,
      paragraph(next),
    ],
    text: [heading.text, lead, facts.join('\n'), next],
  });
}
