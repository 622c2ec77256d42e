import type { OrderForMail } from '@cartwright/orders/contract';
import { html } from './html.ts';
import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { oneLine } from './one-line.ts';
import { type Block, linesBlock, orderHeading } from './order-parts.ts';
import { type Language, languageOf, words } from './words.ts';

type Fulfilment = OrderForMail['fulfilments'][number];

/** Tells what is on its way, and where to follow it. */
export function fulfilmentCreatedMail(
  order: OrderForMail,
  fulfilment: Fulfilment,
  shopName: string,
): RenderedMail {
  const language = languageOf(order.locale);
  const say = words[language];
  const heading = orderHeading(order, language);
  const lines = linesBlock(
    fulfilment.lines.flatMap(({ lineId, quantity }) => {
      const line = order.lines.find((candidate) => candidate.lineId === lineId);
      return line === undefined ? [] : [{ title: line.title, options: line.options, quantity }];
    }),
    language,
  );
  const tracking = trackingBlock(fulfilment, language);
  const { trackingUrl } = fulfilment;
  return layOut({
    language,
    shopName,
    subject: say.fulfilled.subject(order.number),
    title: say.fulfilled.title,
    button:
      trackingUrl === null
        ? { label: say.seeOrder, url: order.link }
        : { label: say.trackParcel, url: trackingUrl },
    body: [heading.html, paragraph(say.fulfilled.lead), lines.html, tracking.html],
    text: [heading.text, say.fulfilled.lead, lines.text, tracking.text].filter(
      (part) => part !== '',
    ),
  });
}

function trackingBlock({ carrier, trackingNumber }: Fulfilment, language: Language): Block {
  const say = words[language];
  const facts = [
    ...(carrier === null ? [] : [`${say.fulfilled.carrier}: ${oneLine(carrier)}`]),
    ...(trackingNumber === null ? [] : [`${say.trackingNumber}: ${oneLine(trackingNumber)}`]),
  ];
  return {
    html: html`<p style="margin:0 0 16px">${facts.map((fact) => html`${fact}<br>`)}</p>
`,
    text: facts.join('\n'),
  };
}
